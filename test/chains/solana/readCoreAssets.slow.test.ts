import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Rpc } from '../../../app/chains/rpc/types.ts'
import { coreProgram } from '../../../app/chains/solana/programs.ts'
import { createReadSolanaBalances } from '../../../app/chains/solana/readSolanaBalances.ts'
import { decodeBase58 } from '../../../app/core/chain/base58.ts'
import type { Issuer } from '../../standin/chains/solana/createIssuer.ts'
import type { RpcCall, Solana } from '../../standin/chains/solana/startSolana.ts'
import { startHttp } from '../rpc/startHttp.ts'
import { stopClock } from '../rpc/stopClock.ts'
import type { CoreVectors } from './coreVectors.ts'
import { brief, openSolana, readNfts, readSpl, rpcOf, walletOf } from './openSolana.ts'

/*
 * NFTs of Metaplex Core without an index. The accounts are laid out by the program's own client
 * (`test/vectors/coreAccounts.json`), because its bytecode is in no package; the node is a real ledger.
 */
const vectors = JSON.parse(readFileSync('test/vectors/coreAccounts.json', 'utf8')) as CoreVectors
stopClock()
let node: Solana
let issuer: Issuer
let rpc: Rpc
let calls: RpcCall[] = []
let onCall: ((call: RpcCall) => void) | null = null
beforeAll(async () => {
  const opened = await openSolana({
    onCall: (call) => {
      calls.push(call)
      onCall?.(call)
    },
  })
  node = opened.node
  issuer = opened.issuer
  rpc = opened.rpc
})
beforeEach(() => {
  calls = []
  onCall = null
})
afterAll(() => node.close())

const [alice, bob] = [walletOf('alice'), walletOf('bob')]
let count = 0
const putCollection = (name = 'plain', address = walletOf(`core collection ${count++}`)) => {
  const { data = '' } = vectors.collections.find((one) => one.name === name) ?? {}
  node.ledger.put({ address, owner: coreProgram, data: Buffer.from(data, 'hex') })
  return address
}
/** Write an asset as a vector has it, with another owner and collection. */
const put = (
  owner: string,
  collection: string,
  { name = 'plain', address = walletOf(`core asset ${count++}`) } = {},
) => {
  const data = Buffer.from(vectors.assets.find((one) => one.name === name)?.data ?? '', 'hex')
  data.set(decodeBase58({ text: owner, bytes: 32 }) ?? [], 1)
  if (data[33] !== 0) data.set(decodeBase58({ text: collection, bytes: 32 }) ?? [], 34)
  node.ledger.put({ address, owner: coreProgram, data })
  return address
}
const open = (of: Rpc = rpc) => createReadSolanaBalances({ rpc: of, das: null })
const listed = () => calls.filter(({ method }) => method === 'getProgramAccounts').length

describe('NFTs of Metaplex Core, listed by the node', () => {
  test('default: those of a wallet in a collection count, with one call for each wallet and collection', async () => {
    const [lights, owls] = [putCollection(), putCollection('with attributes')]
    const ids = [put(alice, lights), put(alice, lights, { name: 'with a sequence number' })]
    put(alice, owls)
    put(bob, lights)
    const readBalances = open()
    const reads = [lights, owls].flatMap((each) =>
      [alice, bob].map((owner) => readNfts('collection', owner, each)),
    )
    const balances = await readBalances(reads)
    expect(brief(balances)).toEqual([2n, 1n, 1n, 0n])
    const [first] = balances
    if (first?.kind !== 'read') throw new Error('The collection was not read.')
    expect([...(first.tokenIds ?? [])].sort()).toEqual([...ids].sort())
    expect(first).toMatchObject({ source: 'solana 1', block: BigInt(node.ledger.slot()) })
    expect(listed()).toBe(4)
    const before = node.requests()
    await readBalances(reads)
    expect(node.requests() - before).toBe(2)
  })

  test('behavior: frozen ones, and those whose update authority is only an address, do not count', async () => {
    const lights = putCollection()
    for (const { name } of vectors.assets) put(alice, lights, { name })
    const counted = vectors.assets.filter(({ isOfCollection, isFrozen }) => isOfCollection && !isFrozen)
    expect(counted.length).toBeGreaterThan(3)
    expect(brief(await open()([readNfts('collection', alice, lights)]))).toEqual([BigInt(counted.length)])
  })

  test('behavior: one that was given away counts for its new owner alone', async () => {
    const lights = putCollection()
    const address = put(alice, lights)
    put(bob, lights, { address })
    const reads = [readNfts('collection', alice, lights), readNfts('collection', bob, lights)]
    expect(brief(await open()(reads))).toEqual([0n, 1n])
  })

  test('behavior: an NFT that moves during the batch counts once, as all wallets are read at one slot', async () => {
    const lights = putCollection()
    const address = put(alice, lights)
    let turns = 0
    onCall = ({ method }) => {
      if (method !== 'getProgramAccounts' || ++turns !== 2) return
      node.ledger.advance()
      put(bob, lights, { address })
    }
    const reads = [readNfts('collection', alice, lights), readNfts('collection', bob, lights)]
    expect(brief(await open()(reads))).toEqual([0n, 1n])
    expect(turns).toBe(4)
  })

  test('behavior: a collection that may hold compressed NFTs is counted as far as accounts tell (ERR_TOKEN_READ)', async () => {
    const lights = putCollection('for compressed NFTs')
    put(alice, lights)
    const reads = [readNfts('collection', alice, lights), readNfts('collection', bob, lights)]
    const balances = await open()(reads)
    expect(brief(balances)).toEqual(['ERR_TOKEN_READ', 'ERR_TOKEN_READ'])
    expect(balances[0]).toMatchObject({ atLeast: { amount: 1n } })
    expect(balances[1]).not.toHaveProperty('atLeast')
  })

  test('behavior: an address that has only SOL yet may become a collection', async () => {
    const lights = walletOf('later a collection')
    node.ledger.airdrop({ to: lights, lamports: 1_000_000_000n })
    const [readBalances, read] = [open(), [readNfts('collection', alice, lights)]]
    expect(brief(await readBalances(read))).toEqual([0n])
    putCollection('plain', lights)
    put(alice, lights)
    expect(brief(await readBalances(read))).toEqual([1n])
  })

  test('behavior: a gate that asks for none of them sends the node nothing more than before', async () => {
    const readBalances = open()
    await readBalances([readNfts('creator', alice, walletOf('issuer')), readSpl(alice, walletOf('no mint'))])
    expect(listed()).toBe(0)
    expect(calls.filter(({ method }) => method === 'getMultipleAccounts')).toHaveLength(1)
  })
})

type Answer = { readonly result: { readonly value: { pubkey: string; account: object }[] } }

/** A node that forwards to the honest one and changes what it answers to `getProgramAccounts`. */
async function startLiar(lie: (answer: Answer) => unknown) {
  return startHttp(async (request, response) => {
    const body = await text(request)
    const honest = await fetch(node.rpcUrl, { method: 'POST', body })
    const [asked, answers] = [JSON.parse(body) as RpcCall[], (await honest.json()) as Answer[]]
    const told = answers.map((answer, i) =>
      asked[i]?.method === 'getProgramAccounts' ? lie(answer) : answer,
    )
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(told))
  })
}

describe('a node that does not list them', () => {
  const refused = { jsonrpc: '2.0', error: { code: -32601, message: 'Method not found' } }
  const lies: Record<string, (answer: Answer) => unknown> = {
    'the method is refused': ({ result: _, ...answer }) => ({ ...answer, ...refused }),
    'an account appears twice': (answer) => change(answer, (all) => [...all, ...all]),
    'an account is of another program': (answer) =>
      change(answer, (all) => all.map((one) => ({ ...one, account: { ...one.account, owner: alice } }))),
    'the list is no list': (answer) => ({ ...answer, result: { ...answer.result, value: {} } }),
  }
  const change = (answer: Answer, to: (all: Answer['result']['value']) => unknown) => ({
    ...answer,
    result: { ...answer.result, value: to(answer.result.value) },
  })

  test.each(Object.keys(lies))('refuses: %s (ERR_NFT_LISTING)', async (name) => {
    const lights = putCollection()
    put(alice, lights)
    const liar = await startLiar(lies[name] as (answer: Answer) => unknown)
    const read = [readNfts('collection', alice, lights)]
    expect(brief(await open(rpcOf(liar.url))(read))).toEqual(['ERR_NFT_LISTING'])
    expect(brief(await open(rpcOf(liar.url, node.rpcUrl))(read))).toEqual([1n])
    await liar.close()
  })

  test('refuses: a node that turns the whole request away, and other collections are read (ERR_CHAIN_READ)', async () => {
    const lights = putCollection()
    put(alice, lights)
    const owls = issuer.issueNft({ seed: 'owls', owner: walletOf('issuer'), name: 'Owls', size: 1n })
    const collection = { address: owls, verified: true }
    issuer.issueNft({ seed: 'owl', owner: alice, name: 'Owl', standard: 'nonFungible', collection })
    const strict = await startHttp(async (request, response) => {
      const body = await text(request)
      response.statusCode = body.includes('getProgramAccounts') ? 403 : 200
      const honest = response.statusCode === 200 && (await fetch(node.rpcUrl, { method: 'POST', body }))
      response.end(honest ? await honest.text() : 'The method is not allowed.')
    })
    const reads = [lights, owls].map((each) => readNfts('collection', alice, each))
    expect(brief(await open(rpcOf(strict.url))(reads))).toEqual(['ERR_CHAIN_READ', 1n])
    await strict.close()
  })

  test('refuses: an asset of another owner or collection (ERR_NFT_LISTING)', async () => {
    const [lights, owls] = [putCollection(), putCollection()]
    put(alice, lights)
    for (const [owner, collection] of [
      [bob, lights],
      [alice, owls],
    ] as const) {
      const others = put(owner, collection)
      const { data = Buffer.of() } = node.ledger.find(others) ?? {}
      const liar = await startLiar((answer) =>
        change(answer, () => [
          { pubkey: others, account: { owner: coreProgram, data: [data.toString('base64'), 'base64'] } },
        ]),
      )
      const read = [readNfts('collection', alice, lights)]
      expect(brief(await open(rpcOf(liar.url))(read))).toEqual(['ERR_NFT_LISTING'])
      await liar.close()
    }
  })
})
