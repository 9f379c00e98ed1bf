import type { RequestListener } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { readHeads } from '../../../app/chains/readHeads.ts'
import { createEndpoints, type Endpoints } from '../../../app/chains/rpc/createEndpoints.ts'
import { createRpc } from '../../../app/chains/rpc/createRpc.ts'
import { createRpcMetrics } from '../../../app/chains/rpc/createRpcMetrics.ts'
import type { Rpc, RpcRequest } from '../../../app/chains/rpc/types.ts'
import { parseChainSlug } from '../../../app/core/chain/parseChainSlug.ts'
import { answerCall, answerRpc } from './answerRpc.ts'
import { countTurns } from './countTurns.ts'
import { startHttp } from './startHttp.ts'

const chain = parseChainSlug('base')
countTurns()
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()))
})

/** A node with replaceable behaviour that counts its requests. */
async function startNode(first: RequestListener) {
  const node = { asked: 0, dropped: 0, listener: first, url: '' }
  const { url, close } = await startHttp((request, response) => {
    node.asked++
    response.on('close', () => {
      if (!response.writableFinished) node.dropped++
    })
    node.listener(request, response)
  })
  closers.push(close)
  node.url = url
  return node
}
const saying = (result: unknown) =>
  answerRpc(([call]) => JSON.stringify(answerCall(call?.id ?? 0, { result })))
const silent: RequestListener = () => undefined

function openEndpoints(nodes: readonly { readonly url: string }[], second?: { readonly url: string }) {
  const time = { ms: 0 }
  const clock = () => time.ms
  const metrics = createRpcMetrics()
  const witnesses = second && createEndpoints({ endpointUrls: new Map([[chain, [second.url]]]), clock })
  const endpoints = createEndpoints({
    endpointUrls: new Map([[chain, nodes.map(({ url }) => url)]]),
    clock,
    count: metrics.count,
    ...(witnesses && { witnesses }),
  })
  const rpc = createRpc({ endpoints })
  const request: RpcRequest<unknown> = {
    chain,
    method: 'eth_blockNumber',
    params: [],
    timeoutMs: 8_000,
    parse: (result, from) => `${result} of ${from?.source}`,
  }
  return { rpc, endpoints, witnesses, time, metrics, ask: () => rpc(request), report: endpoints.report }
}

/** Ask for the latest block, which then counts as reported by the endpoint. */
const askBlock = (rpc: Rpc) =>
  rpc({
    chain,
    method: 'eth_blockNumber',
    params: [],
    timeoutMs: 8_000,
    parse: (result, from) => {
      const block = BigInt(String(result))
      from?.addHead(block)
      return block
    },
  })

describe('createRpc', () => {
  test('behavior: if an endpoint is slower than usual the next one is asked too, and the first answer wins', async () => {
    const [first, second] = [await startNode(saying('a')), await startNode(saying('b'))]
    const { ask, report, metrics, endpoints } = openEndpoints([first, second])
    for (let i = 0; i < 8; i++) expect(await ask()).toBe('a of base 1')
    expect(endpoints.of(chain)[0]?.hedgeMs()).toBeLessThan(1_000)
    first.listener = silent
    expect(await ask()).toBe('b of base 2')
    expect([first.asked, second.asked]).toEqual([9, 1])
    // The slow request is abandoned, which does not count as a failure.
    await expect.poll(() => first.dropped).toBe(1)
    expect(report()).toMatchObject([
      { name: 'base 1', state: 'healthy', requests: 9, failures: 0 },
      { name: 'base 2', state: 'healthy', requests: 1, failures: 0 },
    ])
    const text = await metrics.read()
    expect(text).toContain('palisade_rpc_requests_total{chain="base",source="base 1"} 9')
    expect(text).toContain('palisade_rpc_abandoned_total{chain="base",source="base 1"} 1')
    expect(text).not.toContain('palisade_rpc_failures_total{')
  })

  test('behavior: the slow endpoint wins if it still answers first, and at most two are asked at once', async () => {
    const waiting: (() => void)[] = []
    const held: RequestListener = (request, response) => {
      waiting.push(() => saying('a')(request, response))
    }
    const nodes = [await startNode(saying('a')), await startNode(silent), await startNode(silent)]
    const { ask } = openEndpoints(nodes)
    for (let i = 0; i < 8; i++) await ask()
    const [first, second, third] = nodes
    if (first) first.listener = held
    const answer = ask()
    await expect.poll(() => second?.asked).toBe(1)
    for (const go of waiting) go()
    expect(await answer).toBe('a of base 1')
    expect(third?.asked).toBe(0)
  })

  test('behavior: a failed endpoint rests, longer each time, and returns', async () => {
    const [first, second] = [await startNode(saying('a')), await startNode(saying('b'))]
    const { ask, time, report } = openEndpoints([first, second])
    first.listener = (_request, response) => response.writeHead(500).end()
    expect(await ask()).toBe('b of base 2')
    expect(report()).toMatchObject([{ state: 'resting', failures: 1 }, { state: 'healthy' }])
    for (const [ms, asked] of [
      [4_999, 1],
      [1, 2],
      [9_999, 2],
      [1, 3],
    ] as const) {
      time.ms += ms
      await ask()
      expect(first.asked).toBe(asked)
    }
    first.listener = saying('a')
    time.ms += 60_000
    expect(await ask()).toBe('a of base 1')
    expect(report()).toMatchObject([{ state: 'healthy', requests: 4, failures: 3 }, {}])
  })

  test('behavior: a rate-limited endpoint rests for as long as it says, at most a minute', async () => {
    const busy = (retryAfter: string): RequestListener => {
      return (_request, response) => response.writeHead(429, { 'retry-after': retryAfter }).end()
    }
    const node = await startNode(busy('20'))
    const { ask, time, report } = openEndpoints([node])
    const refused = { code: 'ERR_CHAIN_READ', hint: 'Try again in a moment.' }
    await expect(ask()).rejects.toMatchObject({ details: { reasons: ['HTTP status 429'] } })
    await expect(ask()).rejects.toMatchObject(refused)
    time.ms = 19_999
    await expect(ask()).rejects.toMatchObject(refused)
    expect([node.asked, report()[0]?.state]).toEqual([1, 'resting'])
    time.ms = 20_000
    node.listener = busy('86400')
    await expect(ask()).rejects.toMatchObject(refused)
    time.ms += 60_000
    node.listener = saying('a')
    expect(await ask()).toBe('a of base 1')
    expect(node.asked).toBe(3)
  })

  test('behavior: a Retry-After date is understood, and a rate limit inside JSON-RPC makes the endpoint rest too', async () => {
    const later = new Date(Date.now() + 30_000).toUTCString()
    const nodes = [
      await startNode((_request, response) => response.writeHead(503, { 'retry-after': later }).end()),
      await startNode(
        answerRpc(([call]) => JSON.stringify(answerCall(call?.id ?? 0, { error: { code: -32_005 } }))),
      ),
      await startNode(saying('c')),
    ]
    const { ask, endpoints, report, metrics } = openEndpoints(nodes)
    expect(await ask()).toBe('c of base 3')
    expect(endpoints.of(chain)[0]?.barredMs()).toBeGreaterThan(25_000)
    expect(report().map(({ state }) => state)).toEqual(['resting', 'resting', 'healthy'])
    const text = await metrics.read()
    for (const name of ['base 1', 'base 2'])
      expect(text).toContain(`{chain="base",source="${name}",reason="rate-limit"} 1`)
  })

  test('behavior: a reverted call is not a fault of the endpoint', async () => {
    const node = await startNode(
      answerRpc(([call]) => JSON.stringify(answerCall(call?.id ?? 0, { error: { code: 3 } }))),
    )
    const { ask, report } = openEndpoints([node])
    await expect(ask()).rejects.toMatchObject({ details: { reasons: ['JSON-RPC error 3'] } })
    expect(report()).toMatchObject([{ state: 'healthy', failures: 1 }])
  })

  test('refuses: a lone endpoint that has fallen far behind its own answers (ERR_CHAIN_READ)', async () => {
    const node = await startNode(saying('0x64'))
    const { rpc, time } = openEndpoints([node])
    const ask = () => askBlock(rpc)
    await ask()
    time.ms = 30_000
    node.listener = saying('0x23')
    await expect(ask()).rejects.toMatchObject({ code: 'ERR_CHAIN_READ' })
  })

  test('refuses: an endpoint that is far behind what another knew half a minute ago (ERR_CHAIN_READ)', async () => {
    const [first, second] = [await startNode(saying('0x64')), await startNode(saying('0x60'))]
    const { rpc, time } = openEndpoints([first, second])
    const ask = () => askBlock(rpc)
    expect(await ask()).toBe(100n)
    time.ms = 10_000
    first.listener = saying('0x65')
    expect(await ask()).toBe(101n)
    first.listener = (_request, response) => response.writeHead(500).end()
    // Nodes are often a few blocks behind.
    expect(await ask()).toBe(96n)
    time.ms = 40_000
    await expect(ask()).rejects.toMatchObject({
      code: 'ERR_CHAIN_READ',
      details: { reasons: ['HTTP status 500', 'it is far behind a block that was seen before'] },
    })
    second.listener = saying('0x66')
    expect(await ask()).toBe(102n)
    // A chain that was reset is accepted once nobody remembers its old head.
    second.listener = saying('0x2')
    time.ms = 700_000
    expect(await ask()).toBe(2n)
  })

  test('refuses: an endpoint that is behind what its second opinion knew half a minute ago (ERR_CHAIN_READ)', async () => {
    const [node, other] = [await startNode(saying('0x2')), await startNode(saying('0x67'))]
    const time = { ms: 0 }
    const clock = () => time.ms
    const open = (url: string, witnesses?: Endpoints) =>
      createEndpoints({ endpointUrls: new Map([[chain, [url]]]), clock, ...(witnesses ? { witnesses } : {}) })
    const seconds = open(other.url)
    const firsts = open(node.url, seconds)
    await readHeads({ all: [firsts, seconds] })
    expect([firsts, seconds].map((one) => one.report()[0]?.head)).toEqual([2n, 103n])
    time.ms = 30_000
    const asked = askBlock(createRpc({ endpoints: firsts }))
    await expect(asked).rejects.toMatchObject({
      details: { reasons: ['it is far behind a block that was seen before'] },
    })
  })

  test('behavior: a stalled endpoint is detected by others that advance, without any reads', async () => {
    const [still, other] = [await startNode(saying('0x64')), await startNode(saying('0x64'))]
    const { rpc, endpoints, time, report } = openEndpoints([still, other])
    for (let i = 1; i <= 3; i++) {
      time.ms = i * 30_000
      other.listener = saying(`0x${(0x64 + i).toString(16)}`)
      await readHeads({ all: [endpoints] })
    }
    expect(await askBlock(rpc)).toBe(0x67n)
    expect(report()).toMatchObject([{ state: 'resting' }, { state: 'healthy', head: 0x67n }])
  })

  test('behavior: a lone endpoint of a chain is not asked for its head', async () => {
    const node = await startNode(saying('0x64'))
    await readHeads({ all: [openEndpoints([node]).endpoints] })
    expect(node.asked).toBe(0)
  })

  test('behavior: an invented block bars only the endpoint that reported it', async () => {
    const [liar, honest] = [await startNode(saying('0xffffffff')), await startNode(saying('0x64'))]
    const { rpc, time } = openEndpoints([liar, honest])
    const ask = () => askBlock(rpc)
    expect(await ask()).toBe(0xffffffffn)
    for (const seconds of [12, 36, 60, 300]) {
      time.ms = seconds * 1000
      liar.listener = saying('0x64')
      expect(await ask()).toBe(100n)
    }
  })

  /** Answer for some minutes; `blocks` has the block of each endpoint by the minute's half. */
  async function openMoving(
    blocks: readonly ((half: number) => number)[],
    second?: (half: number) => number,
  ) {
    const start = (block: (half: number) => number) => startNode(saying(`0x${block(0).toString(16)}`))
    const nodes = await Promise.all(blocks.map(start))
    const other = second && (await start(second))
    const { rpc, endpoints, witnesses, time, report } = openEndpoints(nodes, other)
    const pass = async (half: number) => {
      time.ms = half * 30_000
      for (const [i, node] of nodes.entries()) node.listener = saying(`0x${blocks[i]?.(half).toString(16)}`)
      if (other) other.listener = saying(`0x${second(half).toString(16)}`)
      await readHeads({ all: [endpoints, ...(witnesses ? [witnesses] : [])] })
    }
    for (let half = 0; half <= 12; half++) await pass(half)
    return { rpc, nodes, report, states: () => report().map(({ state }) => state) }
  }
  const honest = (half: number) => 100 + 10 * half
  const inventing = (half: number) => 9_000_000 + 10 * half

  test('behavior: one endpoint that invents rising blocks bars neither of two honest ones', async () => {
    const { nodes, rpc, states } = await openMoving([inventing, honest, honest])
    expect(states()).toEqual(['healthy', 'healthy', 'healthy'])
    if (nodes[0]) nodes[0].listener = (_request, response) => response.writeHead(500).end()
    expect(await askBlock(rpc)).toBe(BigInt(honest(12)))
  })

  test('behavior: two that lag and move are read beside the one that is right: block numbers cannot tell it from one that invents', async () => {
    const lagging = (half: number) => honest(half) - 60
    const { states } = await openMoving([honest, lagging, lagging])
    expect(states()).toEqual(['healthy', 'healthy', 'healthy'])
    // The same reports, but for a constant, come from one liar and two honest endpoints.
    const ahead = (half: number) => honest(half) + 60
    expect((await openMoving([ahead, honest, honest])).states()).toEqual(states())
  })

  test('refuses: two that lag and move, if a second opinion knows better (lags)', async () => {
    const lagging = (half: number) => honest(half) - 60
    const { states } = await openMoving([honest, lagging, lagging], honest)
    expect(states()).toEqual(['healthy', 'resting', 'resting'])
  })

  test('refuses: two stuck endpoints while a third advances (lags)', async () => {
    const stuck = (half: number) => honest(Math.min(half, 3))
    expect((await openMoving([stuck, honest, stuck])).states()).toEqual(['resting', 'healthy', 'resting'])
  })

  test('refuses: of two endpoints the one behind, since nobody can tell which is wrong (lags)', async () => {
    expect((await openMoving([inventing, honest])).states()).toEqual(['healthy', 'resting'])
  })
})
