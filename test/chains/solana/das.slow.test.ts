import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createRpcMetrics } from '../../../app/chains/rpc/createRpcMetrics.ts'
import type { Rpc } from '../../../app/chains/rpc/types.ts'
import { createReadSolanaBalances } from '../../../app/chains/solana/readSolanaBalances.ts'
import { createDasIndex, type IndexedAsset } from '../../standin/chains/solana/createDasIndex.ts'
import type { Issuer } from '../../standin/chains/solana/createIssuer.ts'
import type { Solana } from '../../standin/chains/solana/startSolana.ts'
import { startHttp } from '../rpc/startHttp.ts'
import { stopClock } from '../rpc/stopClock.ts'
import { brief, openIndexes, openSolana, readNfts, readSpl, walletOf } from './openSolana.ts'
import { putTokenAccount } from './putTokenAccount.ts'

stopClock()
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
  readBalances = createReadSolanaBalances({ rpc, das: openIndexes({ urls: [node.rpcUrl] }).das })
})
beforeEach(() => {
  index.assets.length = 0
  index.slot = node.ledger.slot()
  asked = []
})
afterAll(() => node.close())

const [alice, bob] = [walletOf('alice'), walletOf('bob')]
const lights = walletOf('lights')
const maker = walletOf('maker')
const dust = walletOf('dust')
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
      source: 'solana 1 and solana index 1',
      block: BigInt(node.ledger.slot()),
    })
    expect(asked.filter((method) => method === 'searchAssets')).toHaveLength(3)
    expect(brief(await createReadSolanaBalances({ rpc, das: null })(reads))).toEqual([0n, 0n, 0n])
  })

  test('behavior: burnt, frozen and unverified assets do not count, nor tokens that the chain itself holds', async () => {
    put({ isBurnt: true })
    put({ isFrozen: true })
    put({ isCollectionVerified: false })
    put({ collection: null, creators: [{ address: maker, verified: false }] })
    put({ standard: 'FungibleToken' })
    // The index still lists it for Alice, the chain no longer does.
    put({ isCompressed: false })
    const frozen = put({ isFrozen: true, standard: 'ProgrammableNFT' })
    const balances = await readBalances([
      readNfts('collection', alice, lights),
      readNfts('creator', alice, maker),
    ])
    expect(brief(balances)).toEqual([1n, 0n])
    expect(balances[0]).toMatchObject({ tokenIds: [frozen] })
  })

  test('behavior: a royalty receiver of a Core asset does not count as creator, because nobody signed', async () => {
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

  test('behavior: many reads of a wallet take one listing', async () => {
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

  test('behavior: assets are read page by page, up to a limit (ERR_TOKEN_READ)', async () => {
    for (let i = 0; i < 260; i++) put({})
    const read = [readNfts('collection', alice, lights)]
    expect(brief(await readBalances(read))).toEqual([260n])
    const [first] = index.assets
    for (let i = 260; i < 2_000; i++) if (first) index.assets.push({ ...first })
    expect(brief(await readBalances(read))).toEqual(['ERR_TOKEN_READ'])
  })

  test('behavior: in a wallet full of spam each of up to twelve reads is searched', async () => {
    put({})
    const [first] = index.assets
    const spam = walletOf('spam')
    for (let i = 0; i < 2_000; i++) if (first) index.assets.push({ ...first, collection: spam })
    const ask = (questions: number) =>
      readBalances([
        readNfts('collection', alice, lights),
        ...Array.from({ length: questions - 1 }, (_, i) =>
          readNfts('collection', alice, walletOf(`none ${i}`)),
        ),
      ])
    expect(brief(await ask(12))).toEqual([1n, ...Array.from({ length: 11 }, () => 0n)])
    expect(new Set(brief(await ask(13)))).toEqual(new Set(['ERR_TOKEN_READ']))
  })
})

/** An asset of Alice's collection with one flag that is neither true nor false. */
function tellNonsense(flag: string, value: unknown) {
  const asset = index.format({ ...index.blank, owner: alice, collection: lights }) as {
    grouping: object[]
    ownership: object
  }
  const flags = {
    grouping: { grouping: asset.grouping.map((group) => ({ ...group, verified: value })) },
    burnt: { burnt: value },
    frozen: { ownership: { ...asset.ownership, frozen: value } },
    compressed: { compression: { compressed: value } },
  }
  const item = { ...asset, ...flags[flag as keyof typeof flags] }
  return { items: [item], last_indexed_slot: node.ledger.slot() }
}

describe('an index with wrong answers', () => {
  test('refuses: an asset that two wallets hold, and no other read (ERR_CHAIN_READ)', async () => {
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

  test.each([
    ['more than 150 slots behind the node', -151],
    ['more than 150 slots past it', 151],
  ])('refuses: an index that is %s, and no other read (ERR_CHAIN_READ)', async (_, away) => {
    put({})
    const coin = issuer.makeMint({ seed: `coin ${away}`, decimals: 0 })
    issuer.issue({ mint: coin, owner: alice, amount: 2n })
    const reads = [readNfts('collection', alice, lights), readSpl(alice, coin)]
    const slot = node.ledger.slot()
    index.slot = slot + away
    expect(brief(await readBalances(reads))).toEqual(['ERR_CHAIN_READ', 2n])
    index.slot = slot + away - Math.sign(away)
    const balances = await readBalances(reads)
    expect(brief(balances)).toEqual([1n, 2n])
    // A sum of both has the earlier slot.
    expect(balances).toMatchObject([{ block: BigInt(Math.min(slot, index.slot)) }, { block: BigInt(slot) }])
  })

  test('refuses: a lone index that is far behind the chain (ERR_CHAIN_READ)', async () => {
    const hoarder = walletOf('greatest hoarder')
    for (let i = 0; i < 3_500; i++)
      putTokenAccount({ ledger: node.ledger, seed: `much ${i}`, mint: dust, owner: hoarder })
    put({ owner: hoarder })
    const reads = [readNfts('collection', hoarder, lights)]
    index.slot = node.ledger.slot() - 151
    expect(brief(await readBalances(reads))).toEqual(['ERR_CHAIN_READ'])
    index.slot += 1
    expect(await readBalances(reads)).toMatchObject([
      { amount: 1n, block: BigInt(index.slot), source: 'solana index 1' },
    ])
  })

  test('refuses: an asset of another wallet, and invalid data (ERR_CHAIN_READ)', async () => {
    const coin = issuer.makeMint({ seed: 'coin', decimals: 0 })
    issuer.issue({ mint: coin, owner: alice, amount: 2n })
    const reads = [readSpl(alice, coin), readNfts('collection', alice, lights)]
    for (const answer of [
      { items: [{ ...index.format({ ...index.blank, owner: bob }) }] },
      { items: [{ ...index.format({ ...index.blank, owner: alice }), id: 'x' }] },
      { items: 'none' },
      { items: [], last_indexed_slot: '5' },
      { items: [index.format({ ...index.blank, owner: alice, collection: lights })] },
      ...['grouping', 'burnt', 'frozen', 'compressed'].flatMap((flag) =>
        ['false', 'true', 0, 1, null].map((value) => tellNonsense(flag, value)),
      ),
      7,
      null,
    ]) {
      index.answer = answer
      expect(brief(await readBalances(reads))).toEqual([2n, 'ERR_CHAIN_READ'])
    }
    index.answer = undefined
    const down = createReadSolanaBalances({ rpc, das: openIndexes({ urls: ['http://127.0.0.1:1/'] }).das })
    expect(brief(await down(reads))).toEqual([2n, 'ERR_CHAIN_READ'])
  })
})

describe('several indexes', () => {
  test('behavior: the next index is asked if one fails, and both are reported and counted', async () => {
    const metrics = createRpcMetrics()
    const { das, endpoints } = openIndexes({
      urls: ['http://127.0.0.1:1/', node.rpcUrl],
      count: metrics.count,
    })
    index.slot = node.ledger.slot() - 7
    const id = put({})
    const [balance] = await createReadSolanaBalances({ rpc, das })([readNfts('collection', alice, lights)])
    expect(balance).toMatchObject({
      tokenIds: [id],
      source: 'solana 1 and solana index 2',
      block: BigInt(index.slot),
    })
    expect(endpoints.report()).toMatchObject([
      { name: 'solana index 1', state: 'resting', requests: 1, failures: 1, head: null },
      { name: 'solana index 2', state: 'healthy', requests: 1, failures: 0, head: BigInt(index.slot) },
    ])
    expect(await metrics.read()).toMatch(
      /palisade_rpc_failures_total\{chain="solana",source="solana index 1",reason="connection"\} 1/,
    )
  })

  test('behavior: pages of two indexes are not mixed', async () => {
    for (let i = 0; i < 260; i++) put({})
    let pages = 0
    // It fails once, between two pages.
    const moody = await startHttp(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      if (++pages === 2) return response.writeHead(500).end()
      const body = Buffer.concat(chunks).toString()
      response.end(await (await fetch(node.rpcUrl, { method: 'POST', body })).text())
    })
    const { das, endpoints } = openIndexes({ urls: [moody.url, node.rpcUrl] })
    const [balance] = await createReadSolanaBalances({ rpc, das })([readNfts('collection', alice, lights)])
    expect(balance).toMatchObject({ amount: 260n, source: 'solana 1 and solana index 2' })
    // The second page, then both from the start.
    expect(endpoints.report().map(({ requests }) => requests)).toEqual([2, 3])
    await moody.close()
  })
})

test('behavior: a wallet with hundreds of NFTs is read by the index alone', async () => {
  const hoarder = walletOf('hoarder')
  for (let i = 0; i < 501; i++)
    putTokenAccount({ ledger: node.ledger, seed: `dust ${i}`, mint: dust, owner: hoarder })
  put({ owner: hoarder, isCompressed: false })
  put({ owner: hoarder })
  index.slot = node.ledger.slot() - 10
  const [balance] = await readBalances([readNfts('collection', hoarder, lights)])
  expect(balance).toMatchObject({ kind: 'read', amount: 2n, block: BigInt(index.slot) })
})
