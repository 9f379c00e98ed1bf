import { afterEach, describe, expect, test } from 'vitest'
import { checkEndpoints } from '../../../app/chains/checkEndpoints.ts'
import { readerInitcode } from '../../../app/chains/evm/multicall/initcode.ts'
import { createReadEvmBalances } from '../../../app/chains/evm/readEvmBalances.ts'
import { createEndpoints } from '../../../app/chains/rpc/createEndpoints.ts'
import { createRpc } from '../../../app/chains/rpc/createRpc.ts'
import { parseChainSlug } from '../../../app/core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../../app/core/chain/parseEvmAddress.ts'
import type { EvmRead, ReadAt } from '../../../app/core/requirement/reads.ts'
import { startHttp } from '../rpc/startHttp.ts'
import { stopClock } from '../rpc/stopClock.ts'

const chain = parseChainSlug('ethereum')
const address = parseEvmAddress(`0x${'ab'.repeat(20)}`)
const many = (count: number, at?: ReadAt): EvmRead[] =>
  Array.from({ length: count }, (_, i) => ({
    chain,
    kind: 'erc1155',
    contract: address,
    owner: address,
    tokenId: BigInt(i),
    ...(at ? { at } : {}),
  }))
const read = (block: bigint) => ({ kind: 'read', amount: 7n, block, source: 'ethereum 1', readAt: 50 })
const unread = { kind: 'unread', code: 'ERR_CHAIN_READ', chain }
const word = (value: number, bytes: number) => value.toString(16).padStart(bytes * 2, '0')
stopClock()
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()))
})

type Question = { readonly id: number; readonly method: string; readonly params: readonly unknown[] }

/** Start a node that returns 7 for every balance; `blockOf` chooses the block that it answers for, or null. */
async function startNode(blockOf: (tag: string) => number | null) {
  const asked: string[][] = []
  const answer = ({ id, method, params }: Question) => {
    if (method === 'eth_chainId') return { jsonrpc: '2.0', id, result: '0x1' }
    if (method === 'eth_blockNumber')
      return { jsonrpc: '2.0', id, result: `0x${blockOf('latest')?.toString(16)}` }
    const [transaction, tag] = params as [{ data: string }, string]
    const count = Number.parseInt(transaction.data.slice(readerInitcode.length).slice(0, 4), 16)
    const block = blockOf(tag)
    if (block === null) return { jsonrpc: '2.0', id, error: { code: -32000, message: 'missing trie node' } }
    const result = `0x${word(block, 8)}${word(1, 8)}${`0020${word(7, 32)}`.repeat(count)}`
    return { jsonrpc: '2.0', id, result }
  }
  const spell = ({ method, params }: Question) => {
    const [transaction, tag] = params as [{ data: string }, string]
    if (method !== 'eth_call') return method
    return `${tag} ${Number.parseInt(transaction.data.slice(readerInitcode.length).slice(0, 4), 16)}`
  }
  const { url, close } = await startHttp(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const body = JSON.parse(text) as Question | Question[]
    asked.push([body].flat().map(spell))
    response.end(JSON.stringify(Array.isArray(body) ? body.map(answer) : answer(body)))
  })
  closers.push(close)
  const endpoints = createEndpoints({ endpointUrls: new Map([[chain, [url]]]) })
  const rpc = createRpc({ endpoints })
  return { asked, endpoints, readBalances: createReadEvmBalances({ rpc, now: () => 50 }) }
}

async function ask(reads: readonly EvmRead[], blockOf: (tag: string) => number | null) {
  const { asked, readBalances } = await startNode(blockOf)
  return { balances: await readBalances(reads), asked }
}
const knowsAll = (latest: number) => (tag: string) => (tag === 'latest' ? latest : Number(tag))

describe('readEvmBalances', () => {
  test('default', async () => {
    const { balances, asked } = await ask(many(400), () => 100)
    expect(balances).toEqual(Array(400).fill(read(100n)))
    expect(asked).toEqual([['latest 400']])
  })

  test('behavior: reads above 400 are asked together, at the block of the first 400', async () => {
    const { balances, asked } = await ask(many(1_000), () => 100)
    expect(balances).toEqual(Array(1_000).fill(read(100n)))
    expect(asked).toEqual([['latest 400'], ['0x64 400', '0x64 200']])
  })

  test('refuses: the remaining reads if the node does not know the block yet (ERR_CHAIN_READ)', async () => {
    const { balances } = await ask(many(401), (tag) => (tag === 'latest' ? 100 : null))
    expect(balances).toEqual([...Array(400).fill(read(100n)), unread])
  })

  test('refuses: the remaining reads if the node answers for another block (ERR_CHAIN_READ)', async () => {
    const { balances } = await ask(many(401), (tag) => (tag === 'latest' ? 100 : 101))
    expect(balances).toEqual([...Array(400).fill(read(100n)), unread])
  })

  test('refuses: all reads if the first 400 cannot be read, in one request (ERR_CHAIN_READ)', async () => {
    const { balances, asked } = await ask(many(401), () => null)
    expect(balances).toEqual(Array(401).fill(unread))
    expect(asked).toHaveLength(1)
  })

  test('behavior: current, past and snapshot reads take one request', async () => {
    const { asked, readBalances } = await startNode(knowsAll(100))
    await readBalances(many(1))
    const reads = [...many(2), ...many(2, { ago: 10 }), ...many(1, { block: 7n })]
    expect(await readBalances(reads)).toEqual([read(100n), read(100n), read(85n), read(85n), read(7n)])
    expect(asked).toEqual([['latest 1'], ['latest 2', '0x55 2', '0x7 1']])
  })

  test('behavior: without a known head, the head is asked for first', async () => {
    const { balances, asked } = await ask([...many(1), ...many(1, { ago: 10 })], knowsAll(100))
    expect(balances).toEqual([read(100n), read(85n)])
    expect(asked).toEqual([['eth_blockNumber'], ['latest 1', '0x55 1']])
  })

  test('behavior: the latest block that another reader or the probe has seen is known', async () => {
    const { asked, endpoints } = await startNode(knowsAll(100))
    const rpc = createRpc({ endpoints })
    await createReadEvmBalances({ rpc, now: () => 50 })(many(1))
    const held = [...many(1), ...many(1, { ago: 10 })]
    expect(await createReadEvmBalances({ rpc, now: () => 50 })(held)).toEqual([read(100n), read(85n)])
    const probed = await startNode(knowsAll(100))
    await checkEndpoints({ endpoints: probed.endpoints })
    probed.asked.length = 0
    expect(await probed.readBalances(held)).toEqual([read(100n), read(85n)])
    expect([...asked, ...probed.asked]).toEqual([['latest 1'], ...Array(2).fill(['latest 1', '0x55 1'])])
  })

  test('behavior: a request may ask for a past block only', async () => {
    expect((await ask(many(1, { block: 7n }), knowsAll(100))).asked).toEqual([['0x7 1']])
    const { balances } = await ask(many(1, { ago: 99 }), knowsAll(100))
    expect(balances).toEqual([read(0n)])
  })

  test('behavior: a node without history answers current reads only (ERR_CHAIN_READ)', async () => {
    const reads = [...many(1), ...many(1, { ago: 10 }), ...many(1, { block: 7n })]
    const { balances } = await ask(reads, (tag) => (tag === 'latest' ? 100 : null))
    expect(balances).toEqual([read(100n), unread, unread])
  })

  test('behavior: a node without history is healthy, one without current state is not', async () => {
    const { endpoints, readBalances } = await startNode((tag) => (tag === 'latest' ? 100 : null))
    for (const reads of [many(1, { block: 7n }), [...many(1, { block: 7n }), ...many(1, { block: 8n })]]) {
      expect(await readBalances(reads)).toEqual(reads.map(() => unread))
    }
    expect(endpoints.report()).toMatchObject([{ state: 'healthy', failures: 2 }])
    const broken = await startNode(() => null)
    expect(await broken.readBalances(many(1))).toEqual([unread])
    expect(broken.endpoints.report()).toMatchObject([{ state: 'resting', failures: 1 }])
  })

  test('behavior: past reads are repeated if the node answers from an older head', async () => {
    let latest = 100
    const { asked, readBalances } = await startNode((tag) => (tag === 'latest' ? latest : Number(tag)))
    const reads = [...many(1), ...many(1, { ago: 10 })]
    expect(await readBalances(reads)).toEqual([read(100n), read(85n)])
    // Now a node answers that is six blocks behind the previous one.
    latest = 94
    asked.length = 0
    expect(await readBalances(reads)).toEqual([read(94n), read(84n)])
    expect(asked).toEqual([['latest 1', '0x55 1'], ['0x54 1']])
    expect(await readBalances(reads)).toEqual([read(94n), read(79n)])
  })

  test('refuses: a past read alone that no node can answer (ERR_CHAIN_READ)', async () => {
    let latest = 100
    const { readBalances } = await startNode((tag) => (tag === 'latest' ? latest : Number(tag)))
    await readBalances(many(1))
    latest = 94
    expect(await readBalances(many(1, { ago: 98 }))).toEqual([read(0n)])
    expect(await (await startNode(() => null)).readBalances(many(1, { ago: 98 }))).toEqual([unread])
  })

  test('behavior: on a chain younger than the holding time past balances are zero', async () => {
    const { balances } = await ask([...many(1), ...many(1, { ago: 101 })], knowsAll(100))
    expect(balances).toEqual([read(100n), { ...read(0n), amount: 0n, tokenIds: [] }])
  })
})
