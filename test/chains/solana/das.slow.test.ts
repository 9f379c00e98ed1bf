import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Rpc } from '../../../app/chains/rpc/createRpc.ts'
import { createDas } from '../../../app/chains/solana/createDas.ts'
import { createReadSolanaBalances } from '../../../app/chains/solana/readSolanaBalances.ts'
import { createDasIndex, type IndexedAsset } from '../../standin/chains/solana/createDasIndex.ts'
import type { Issuer } from '../../standin/chains/solana/createIssuer.ts'
import type { Solana } from '../../standin/chains/solana/startSolana.ts'
import { brief, openSolana, readNfts, readSpl, walletOf } from './openSolana.ts'
import { putTokenAccount } from './putTokenAccount.ts'

const index = createDasIndex()
let node: Solana
let issuer: Issuer
let rpc: Rpc
let readBalances: ReturnType<typeof createReadSolanaBalances>
let asked: string[] = []

beforeAll(async () => {
  const opened = await openSolana({
    methods: index.methods,
    onCall: ({ method }) => asked.push(method),
  })
  node = opened.node
  issuer = opened.issuer
  rpc = opened.rpc
  readBalances = createReadSolanaBalances({ rpc, das: createDas({ url: node.rpcUrl }) })
})
beforeEach(() => {
  index.assets.length = 0
  asked = []
})
afterAll(() => node.close())

const [alice, bob] = [walletOf('alice'), walletOf('bob')]
const lights = walletOf('lights')
const maker = walletOf('maker')
let count = 0
const put = (asset: Partial<IndexedAsset>) => {
  const made: IndexedAsset = {
    id: walletOf(`asset ${count++}`),
    owner: alice,
    standard: 'V1_NFT',
    isCompressed: true,
    collection: lights,
    creators: [],
    isBurnt: false,
    isFrozen: false,
    ...asset,
  }
  index.assets.push(made)
  return made.id
}

describe('compressed NFTs', () => {
  test('default', async () => {
    const ids = [put({}), put({ standard: 'MplCoreAsset', isCompressed: false })]
    put({ owner: bob, creators: [{ address: maker, verified: true }] })
    put({ collection: walletOf('others') })
    const reads = [
      readNfts('collection', alice, lights),
      readNfts('collection', bob, lights),
      readNfts('creator', bob, maker),
    ]
    const balances = await readBalances(reads)
    expect(brief(balances)).toEqual([2n, 1n, 1n])
    expect(balances[0]).toMatchObject({
      tokenIds: ids,
      source: 'solana 1 and DAS',
      block: BigInt(node.ledger.slot()),
    })
    expect(asked.filter((method) => method === 'searchAssets')).toHaveLength(3)
    expect(brief(await createReadSolanaBalances({ rpc, das: null })(reads))).toEqual([0n, 0n, 0n])
  })

  test('behavior: burnt, frozen and unverified ones do not count, nor what the chain itself knows', async () => {
    put({ isBurnt: true })
    put({ isFrozen: true })
    put({ isCollectionVerified: false })
    put({ collection: null, creators: [{ address: maker, verified: false }] })
    put({ standard: 'FungibleToken' })
    // The index has it with alice still, the chain no longer has.
    put({ isCompressed: false })
    const frozen = put({ isFrozen: true, standard: 'ProgrammableNFT' })
    const balances = await readBalances([
      readNfts('collection', alice, lights),
      readNfts('creator', alice, maker),
    ])
    expect(brief(balances)).toEqual([1n, 0n])
    expect(balances[0]).toMatchObject({ tokenIds: [frozen] })
  })

  test('behavior: whom an asset of Core names as due royalties counts as no creator: nobody signed', async () => {
    const creators = [{ address: maker, verified: true }]
    const core = put({ standard: 'MplCoreAsset', isCompressed: false, creators })
    put({ owner: bob, creators })
    const reads = [readNfts('creator', alice, maker), readNfts('collection', alice, lights)]
    const balances = await readBalances([...reads, readNfts('creator', bob, maker)])
    expect(brief(balances)).toEqual([0n, 1n, 1n])
    expect(balances[1]).toMatchObject({ tokenIds: [core] })
    const others = Array.from({ length: 4 }, (_, i) => readNfts('creator', alice, walletOf(`none ${i}`)))
    expect(brief(await readBalances([...reads, ...others])).slice(0, 2)).toEqual([0n, 1n])
  })

  test('behavior: many questions about a wallet are one list', async () => {
    put({})
    const others = Array.from({ length: 4 }, (_, i) => readNfts('collection', alice, walletOf(`none ${i}`)))
    expect(brief(await readBalances([readNfts('collection', alice, lights), ...others]))).toEqual([
      1n,
      0n,
      0n,
      0n,
      0n,
    ])
    expect(asked.filter((method) => method === 'getAssetsByOwner')).toHaveLength(1)
    expect(asked).not.toContain('searchAssets')
  })

  test('behavior: page by page, and no further than can be told (ERR_TOKEN_READ)', async () => {
    for (let i = 0; i < 260; i++) put({})
    const read = [readNfts('collection', alice, lights)]
    expect(brief(await readBalances(read))).toEqual([260n])
    const [first] = index.assets
    for (let i = 260; i < 2_000; i++) if (first) index.assets.push({ ...first })
    expect(brief(await readBalances(read))).toEqual(['ERR_TOKEN_READ'])
  })
})

describe('an index that cannot be believed', () => {
  test('refuses: an asset that is with two wallets, and no other read (ERR_CHAIN_READ)', async () => {
    const id = put({})
    put({ id, owner: bob })
    put({ owner: bob, collection: maker })
    const reads = [
      readNfts('collection', alice, lights),
      readNfts('collection', bob, lights),
      readNfts('collection', bob, maker),
    ]
    expect(brief(await readBalances(reads))).toEqual(['ERR_CHAIN_READ', 'ERR_CHAIN_READ', 1n])
  })

  test('refuses: an asset of another wallet, and nonsense (ERR_CHAIN_READ)', async () => {
    const coin = issuer.makeMint({ seed: 'coin', decimals: 0 })
    issuer.issue({ mint: coin, owner: alice, amount: 2n })
    const reads = [readSpl(alice, coin), readNfts('collection', alice, lights)]
    for (const answer of [
      { items: [{ ...index.format({ ...index.blank, owner: bob }) }] },
      { items: [{ ...index.format({ ...index.blank, owner: alice }), id: 'x' }] },
      { items: 'none' },
      7,
      null,
    ]) {
      index.answer = answer
      expect(brief(await readBalances(reads))).toEqual([2n, 'ERR_CHAIN_READ'])
    }
    index.answer = undefined
    const down = createReadSolanaBalances({ rpc, das: createDas({ url: 'http://127.0.0.1:1/' }) })
    expect(brief(await down(reads))).toEqual([2n, 'ERR_CHAIN_READ'])
  })
})

test('behavior: a wallet of hundreds of NFTs is read by the index alone', async () => {
  const hoarder = walletOf('hoarder')
  const dust = walletOf('dust')
  for (let i = 0; i < 501; i++)
    putTokenAccount({ ledger: node.ledger, seed: `dust ${i}`, mint: dust, owner: hoarder })
  put({ owner: hoarder, isCompressed: false })
  put({ owner: hoarder })
  index.slot = 299_999_990
  const [balance] = await readBalances([readNfts('collection', hoarder, lights)])
  expect(balance).toMatchObject({ kind: 'read', amount: 2n, block: 299_999_990n })
})
