import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Rpc } from '../../../app/chains/rpc/types.ts'
import { createReadSolanaBalances } from '../../../app/chains/solana/readSolanaBalances.ts'
import { encodeBase58 } from '../../../app/core/chain/base58.ts'
import type { Issuer } from '../../standin/chains/solana/createIssuer.ts'
import { findMetadataAddress } from '../../standin/chains/solana/encodeMetadata.ts'
import { TOKEN_2022_PROGRAM } from '../../standin/chains/solana/openLedger.ts'
import { makeKeypair } from '../../standin/chains/solana/solanaWallets.ts'
import type { RpcCall, Solana } from '../../standin/chains/solana/startSolana.ts'
import { stopClock } from '../rpc/stopClock.ts'
import { brief, openSolana, readNfts, readSpl, walletOf } from './openSolana.ts'
import { putTokenAccount } from './putTokenAccount.ts'

stopClock()
let node: Solana
let issuer: Issuer
let rpc: Rpc
let onCall: ((call: RpcCall) => void) | null = null

beforeAll(async () => {
  const opened = await openSolana({ onCall: (call) => onCall?.(call) })
  node = opened.node
  issuer = opened.issuer
  rpc = opened.rpc
})
beforeEach(() => {
  onCall = null
})
afterAll(() => node.close())

const alice = walletOf('alice')
const bob = walletOf('bob')
const nobody = walletOf('nobody')
const dust = walletOf('dust')

/** Make a collection and an NFT of it for one test. */
function issueMember(seed: string, owner = alice) {
  const collection = issuer.issueNft({
    seed: `${seed} collection`,
    owner: walletOf('issuer'),
    name: seed,
    size: 1n,
  })
  const verified = { address: collection, verified: true }
  const mint = issuer.issueNft({ seed, owner, name: seed, standard: 'nonFungible', collection: verified })
  return { collection, mint }
}

describe('amounts of a mint', () => {
  test('default', async () => {
    const readBalances = createReadSolanaBalances({ rpc, das: null })
    const old = issuer.makeMint({ seed: 'old', decimals: 9 })
    const young = issuer.makeMint({ seed: 'young', decimals: 2, program: TOKEN_2022_PROGRAM })
    issuer.issue({ mint: old, owner: alice, amount: 5n })
    issuer.issue({ mint: young, owner: alice, amount: 7n })
    issuer.issue({ mint: young, owner: bob, amount: 1n })
    const reads = [readSpl(alice, old), readSpl(alice, young), readSpl(bob, young), readSpl(nobody, old)]
    const balances = await readBalances(reads)
    expect(brief(balances)).toEqual([5n, 7n, 1n, 0n])
    expect(balances[0]).toMatchObject({
      kind: 'read',
      block: BigInt(node.ledger.slot()),
      source: 'solana 1',
      readAt: expect.closeTo(Date.now() / 1000, -2),
    })
    // The mints are cached now.
    const before = node.requests()
    await readBalances(reads)
    expect(node.requests() - before).toBe(1)
  })

  test('behavior: every account of a mint counts, with any number of mints', async () => {
    const readBalances = createReadSolanaBalances({ rpc, das: null })
    const mints = Array.from({ length: 5 }, (_, i) => issuer.makeMint({ seed: `many ${i}`, decimals: 0 }))
    const owner = walletOf('many')
    for (const [i, mint] of mints.entries()) issuer.issue({ mint, owner, amount: BigInt(i + 1) })
    putTokenAccount({ ledger: node.ledger, seed: 'side', mint: mints[0] ?? '', owner, amount: 40n })
    const asked: string[] = []
    onCall = ({ method }) => asked.push(method)
    expect(brief(await readBalances(mints.map((mint) => readSpl(owner, mint))))).toEqual([
      41n,
      2n,
      3n,
      4n,
      5n,
    ])
    expect(asked.filter((method) => method === 'getTokenAccountsByOwner')).toHaveLength(1)
  })

  test('behavior: burnt, frozen and uninitialised accounts do not count, a programmable NFT always does', async () => {
    const readBalances = createReadSolanaBalances({ rpc, das: null })
    const owner = makeKeypair('freezing')
    const address = owner.publicKey.toBase58()
    const [burnt, frozen, begun] = ['burnt', 'frozen', 'begun'].map((seed) => {
      const mint = issuer.makeMint({ seed, decimals: 6 })
      if (seed !== 'begun') issuer.issue({ mint, owner: address, amount: 10n })
      return mint
    })
    issuer.burn({ from: owner, mint: burnt ?? '', amount: 10n })
    issuer.freeze({ mint: frozen ?? '', owner: address })
    putTokenAccount({ ledger: node.ledger, seed: 'begun', mint: begun ?? '', owner: address, state: 0 })
    const programmable = issuer.issueNft({
      seed: 'programmable',
      owner: address,
      name: 'P',
      standard: 'programmableNonFungible',
    })
    issuer.freeze({ mint: programmable, owner: address })
    const mints = [burnt, frozen, begun, programmable].map((mint) => mint ?? '')
    expect(brief(await readBalances(mints.map((mint) => readSpl(address, mint))))).toEqual([0n, 0n, 0n, 1n])
  })

  test('refuses: a contract that is not a mint, beside one that is (ERR_TOKEN_READ)', async () => {
    const readBalances = createReadSolanaBalances({ rpc, das: null })
    const mint = issuer.makeMint({ seed: 'healthy', decimals: 0 })
    const account = issuer.issue({ mint, owner: alice, amount: 3n })
    // An address that differs in case is another address, or invalid.
    const recased = `${mint.slice(0, -1)}${mint.endsWith('A') ? 'B' : 'A'}`
    const reads = [mint, account, nobody, walletOf('issuer'), recased].map((one) => readSpl(alice, one))
    const none = 'ERR_TOKEN_READ'
    expect(brief(await readBalances(reads))).toEqual([3n, none, none, none, none])
  })
})

describe('NFTs', () => {
  test('default', async () => {
    const readBalances = createReadSolanaBalances({ rpc, das: null })
    const creator = walletOf('creator')
    const { collection, mint } = issueMember('lights')
    const signed = issuer.issueNft({
      seed: 'signed',
      owner: alice,
      name: 'S',
      creators: [
        { address: walletOf('other'), verified: false, share: 40 },
        { address: creator, verified: true, share: 60 },
      ],
    })
    const reads = [
      readNfts('collection', alice, collection),
      readNfts('creator', alice, creator),
      readNfts('creator', alice, walletOf('other')),
      readNfts('collection', bob, collection),
    ]
    const balances = await readBalances(reads)
    expect(brief(balances)).toEqual([1n, 1n, 0n, 0n])
    expect(balances[0]).toMatchObject({ tokenIds: [mint], source: 'solana 1' })
    expect(balances[1]).toMatchObject({ tokenIds: [signed] })
    const before = node.requests()
    await readBalances(reads)
    expect(node.requests() - before).toBe(2)
  })

  test('behavior: only NFTs whose collection is verified count', async () => {
    const readBalances = createReadSolanaBalances({ rpc, das: null })
    const owner = walletOf('forger')
    const { collection } = issueMember('genuine', owner)
    const verified = { address: collection, verified: true }
    issuer.issueNft({ seed: 'claimed', owner, name: 'C', collection: { ...verified, verified: false } })
    const coin = issuer.makeMint({ seed: 'coin', decimals: 6 })
    issuer.issue({ mint: coin, owner, amount: 1_000_000n })
    issuer.describe({ mint: coin, name: 'Coin', standard: 'fungible', collection: verified })
    // An early NFT has no standard; a coin may have none either.
    issuer.issueNft({ seed: 'early', owner, name: 'E', collection: verified })
    const quiet = issuer.makeMint({ seed: 'quiet coin', decimals: 2 })
    issuer.issue({ mint: quiet, owner, amount: 5n })
    issuer.describe({ mint: quiet, name: 'Quiet', collection: verified })
    // Metadata of another program at the right address, and metadata of another mint.
    const stranger = issuer.issueNft({ seed: 'stranger', owner, name: 'S', collection: verified })
    const placed = node.ledger.find(findMetadataAddress(stranger))
    if (!placed) throw new Error('no metadata')
    node.ledger.put({ ...placed, owner: TOKEN_2022_PROGRAM })
    const swapped = issuer.issueNft({ seed: 'swapped', owner, name: 'W' })
    node.ledger.put({ ...placed, address: findMetadataAddress(swapped) })
    const [balance] = await readBalances([readNfts('collection', owner, collection)])
    expect(balance).toMatchObject({ kind: 'read', amount: 2n })
  })

  test('behavior: frozen NFTs count only if programmable, transferred and burnt ones never', async () => {
    const readBalances = createReadSolanaBalances({ rpc, das: null })
    const owner = makeKeypair('keeper')
    const address = owner.publicKey.toBase58()
    const collection = issuer.issueNft({ seed: 'kept', owner: walletOf('issuer'), name: 'K', size: 4n })
    const issue = (seed: string, standard: 'nonFungible' | 'programmableNonFungible') =>
      issuer.issueNft({
        seed,
        owner: address,
        name: seed,
        standard,
        collection: { address: collection, verified: true },
      })
    issuer.freeze({ mint: issue('kept frozen', 'nonFungible'), owner: address })
    const programmable = issue('kept programmable', 'programmableNonFungible')
    issuer.freeze({ mint: programmable, owner: address })
    issuer.transfer({ from: owner, mint: issue('kept given', 'nonFungible'), owner: bob, amount: 1n })
    issuer.burn({ from: owner, mint: issue('kept burnt', 'nonFungible'), amount: 1n })
    const balances = await readBalances([address, bob].map((one) => readNfts('collection', one, collection)))
    expect(brief(balances)).toEqual([1n, 1n])
    expect(balances[0]).toMatchObject({ tokenIds: [programmable] })
  })

  test('behavior: unreadable metadata does not affect amounts of a mint', async () => {
    const { collection, mint } = issueMember('half')
    const readBalances = createReadSolanaBalances({ rpc, das: null })
    await readBalances([readSpl(alice, mint)])
    onCall = ({ method }) => {
      if (method === 'getMultipleAccounts') throw new Error('no accounts today')
    }
    const reads = [readSpl(alice, mint), readNfts('collection', alice, collection)]
    expect(brief(await readBalances(reads))).toEqual([1n, 'ERR_CHAIN_READ'])
  })
})

describe('Token-2022 groups', () => {
  const young = { decimals: 0, program: TOKEN_2022_PROGRAM } as const
  const makeMember = (seed: string, group: string) =>
    issuer.makeMint({ seed, ...young, group: { memberOf: group } })

  test('default: members of a group count as NFTs of a collection, also while they are frozen', async () => {
    const readBalances = createReadSolanaBalances({ rpc, das: null })
    const group = issuer.makeMint({ seed: 'group', ...young, group: 'itself' })
    const other = issuer.makeMint({ seed: 'other group', ...young, group: 'itself' })
    const owner = walletOf('member')
    const [free, bound] = [makeMember('free member', group), makeMember('bound member', group)]
    const elsewhere = makeMember('member elsewhere', other)
    for (const mint of [free, bound, elsewhere]) issuer.issue({ mint, owner, amount: 1n })
    issuer.freeze({ mint: bound, owner })
    const reads = [group, other].map((address) => readNfts('collection', owner, address))
    const [one, two] = await readBalances([...reads, readNfts('collection', nobody, group)])
    expect(one).toMatchObject({ kind: 'read', amount: 2n, tokenIds: expect.arrayContaining([free, bound]) })
    expect(two).toMatchObject({ kind: 'read', amount: 1n, tokenIds: [elsewhere] })
    // Whoever is named as a creator has let nobody in.
    expect(brief(await readBalances([readNfts('creator', owner, group)]))).toEqual([0n])
  })

  test('behavior: coins of a group, and a label that names one, are no members', async () => {
    const readBalances = createReadSolanaBalances({ rpc, das: null })
    const group = issuer.makeMint({ seed: 'coin group', ...young, group: 'itself' })
    const coin = issuer.makeMint({ seed: 'group coin', ...young, decimals: 6, group: { memberOf: group } })
    const label = issuer.makeMint({ seed: 'labelled', ...young, label: { name: group, symbol: group } })
    const owner = walletOf('pretender')
    for (const mint of [coin, label, group]) issuer.issue({ mint, owner, amount: 1n })
    expect(brief(await readBalances([readNfts('collection', owner, group)]))).toEqual([0n])
  })

  test('behavior: a mint that joins a group after it was read is a member', async () => {
    const readBalances = createReadSolanaBalances({ rpc, das: null })
    const group = issuer.makeMint({ seed: 'late group', ...young, group: 'itself' })
    const [mint, owner] = [makeMember('late member', group), walletOf('late member')]
    issuer.issue({ mint, owner, amount: 1n })
    const joined = node.ledger.find(mint)?.data ?? Buffer.alloc(0)
    const put = (data: Buffer) => node.ledger.put({ address: mint, owner: TOKEN_2022_PROGRAM, data })
    put(joined.subarray(0, 82))
    const read = readNfts('collection', owner, group)
    expect(brief(await readBalances([read]))).toEqual([0n])
    put(joined)
    expect(brief(await readBalances([read]))).toEqual([1n])
  })

  test('behavior: a token with long metadata, which anybody may send, hides no other NFT (ERR_TOKEN_READ)', async () => {
    const readBalances = createReadSolanaBalances({ rpc, das: null })
    const group = issuer.makeMint({ seed: 'mailed group', ...young, group: 'itself' })
    const owner = walletOf('mailed')
    const mint = makeMember('mailed member', group)
    issuer.issue({ mint, owner, amount: 1n })
    const mailed = issuer.makeMint({ seed: 'mailed', ...young, label: { name: 'Win', symbol: 'WIN' } })
    issuer.issue({ mint: mailed, owner, amount: 1n })
    const metadata = Buffer.from([19, 0, 0x00, 0x20])
    const start = node.ledger.find(mailed)?.data.subarray(0, 166) ?? Buffer.alloc(0)
    const data = Buffer.concat([start, metadata, Buffer.alloc(0x2000)])
    node.ledger.put({ address: mailed, owner: TOKEN_2022_PROGRAM, data })
    const [balance] = await readBalances([readNfts('collection', owner, group)])
    expect(balance).toMatchObject({ kind: 'unread', code: 'ERR_TOKEN_READ' })
    expect(balance).toMatchObject({ atLeast: { amount: 1n, tokenIds: [mint] } })
  })
})

describe('a token that moves between two wallets', () => {
  const move = (mint: string, from: string, to: string) =>
    issuer.transfer({ from: makeKeypair(from), mint, owner: walletOf(to), amount: 1n })

  test('behavior: a moving token counts once, whichever way it moves', async () => {
    const readBalances = createReadSolanaBalances({ rpc, das: null })
    const { collection, mint } = issueMember('moving')
    const coin = issuer.makeMint({ seed: 'moving coin', decimals: 0 })
    issuer.issue({ mint: coin, owner: alice, amount: 1n })
    const reads = [alice, bob].flatMap((owner) => [
      readNfts('collection', owner, collection),
      readSpl(owner, coin),
    ])
    let calls = 0
    onCall = ({ method, params }) => {
      // After the first wallet was read, and before the second.
      const isSecond = method === 'getTokenAccountsByOwner' && (params as string[])[0] === bob
      if (!isSecond || calls++ > 0) return
      move(mint, 'alice', 'bob')
      move(coin, 'alice', 'bob')
    }
    expect(brief(await readBalances(reads))).toEqual([0n, 0n, 1n, 1n])
    expect(calls).toBeGreaterThan(1)
  })

  test('refuses: to answer while the token moves all the time (ERR_CHAIN_READ)', async () => {
    const readBalances = createReadSolanaBalances({ rpc, das: null })
    const coin = issuer.makeMint({ seed: 'restless coin', decimals: 0 })
    issuer.issue({ mint: coin, owner: alice, amount: 1n })
    const reads = [alice, bob].map((owner) => readSpl(owner, coin))
    await readBalances(reads)
    let holder = 'alice'
    onCall = ({ method }) => {
      if (method !== 'getTokenAccountsByOwner') return
      const to = holder === 'alice' ? 'bob' : 'alice'
      move(coin, holder, to)
      holder = to
    }
    expect(brief(await readBalances(reads))).toEqual(['ERR_CHAIN_READ', 'ERR_CHAIN_READ'])
    onCall = null
    expect(brief(await readBalances([readSpl(alice, coin)]))).toEqual([holder === 'alice' ? 1n : 0n])
  })
})

describe('wallets of thousands of tokens', () => {
  test('behavior: amounts of a mint are read, NFTs are not (ERR_TOKEN_READ)', async () => {
    const readBalances = createReadSolanaBalances({ rpc, das: null })
    const hoarder = walletOf('hoarder')
    const { collection, mint } = issueMember('hoarded', hoarder)
    for (let i = 0; i < 3_500; i++)
      putTokenAccount({ ledger: node.ledger, seed: `dust ${i}`, mint: dust, owner: hoarder })
    const reads = [readSpl(hoarder, mint), readNfts('collection', hoarder, collection)]
    const byMint: unknown[] = []
    onCall = ({ params }) => {
      const [, filter] = params as [unknown, { mint?: string } | undefined]
      if (filter?.mint) byMint.push(filter.mint)
    }
    expect(brief(await readBalances(reads))).toEqual([1n, 'ERR_TOKEN_READ'])
    expect(byMint).toEqual([mint])
  })

  test('behavior: 501 NFTs in one wallet are too many', async () => {
    const readBalances = createReadSolanaBalances({ rpc, das: null })
    const collector = walletOf('collector')
    const { collection, mint } = issueMember('collected', collector)
    const putDust = (i: number) =>
      putTokenAccount({ ledger: node.ledger, seed: `few ${i}`, mint: dust, owner: collector })
    for (let i = 0; i < 499; i++) putDust(i)
    const reads = [readSpl(collector, mint), readNfts('collection', collector, collection)]
    expect(brief(await readBalances(reads))).toEqual([1n, 1n])
    putDust(500)
    expect(brief(await readBalances(reads))).toEqual([1n, 'ERR_TOKEN_READ'])
  })

  test('behavior: NFTs of several wallets are read up to 2,000, and not from the first wallet beyond', async () => {
    const readBalances = createReadSolanaBalances({ rpc, das: null })
    const { collection } = issueMember('spread', walletOf('spread 0'))
    const reads = Array.from({ length: 5 }, (_, i) =>
      readNfts('collection', walletOf(`spread ${i}`), collection),
    )
    for (const [i, { owner }] of reads.entries())
      for (let k = 0; k < 450; k++) {
        const mint = encodeBase58(Buffer.alloc(32, 'mint').fill(`${i} ${k} `, 0, 8))
        putTokenAccount({ ledger: node.ledger, seed: `spread ${i} ${k}`, mint, owner })
      }
    expect(brief(await readBalances(reads))).toEqual([1n, 0n, 0n, 0n, 'ERR_TOKEN_READ'])
  })
})

test('refuses: a past balance (ERR_CHAIN_READ)', async () => {
  const readBalances = createReadSolanaBalances({ rpc, das: null })
  const coin = issuer.makeMint({ seed: 'past coin', decimals: 0 })
  issuer.issue({ mint: coin, owner: alice, amount: 1n })
  const now = readSpl(alice, coin)
  const balances = await readBalances([now, { ...now, at: { block: 5n } }, { ...now, at: { ago: 100 } }])
  expect(brief(balances)).toEqual([1n, 'ERR_CHAIN_READ', 'ERR_CHAIN_READ'])
})
