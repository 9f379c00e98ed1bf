import type { RequestListener } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { createRpc } from '../../../app/chains/rpc/createRpc.ts'
import { parseChainSlug } from '../../../app/core/chain/parseChainSlug.ts'
import { countTurns } from './countTurns.ts'
import { startHttp } from './startHttp.ts'

const chain = parseChainSlug('base')
const refusal = expect.objectContaining({ code: 'ERR_CHAIN_READ' })
countTurns()
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()))
})

async function start(listener: RequestListener): Promise<string> {
  const { url, close } = await startHttp(listener)
  closers.push(close)
  return url
}

/** A node that answers every call with what `make` returns for its id. */
const answering =
  (make: (id: number) => string, seen?: string[]): RequestListener =>
  (request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      seen?.push(body)
      response.end(make((JSON.parse(body) as { id: number }).id))
    })
  }
const good = answering((id) => JSON.stringify({ jsonrpc: '2.0', id, result: '0x1' }))

const question = { chain, method: 'eth_call', params: [], parse: String }
const ask = (urls: readonly string[], warnings?: string[]) =>
  createRpc({
    endpointUrls: new Map([[chain, urls]]),
    timeoutMs: 300,
    warn: (sentence) => warnings?.push(sentence),
  })({
    chain,
    method: 'eth_call',
    params: [],
    timeoutMs: 8_000,
    parse: (result) => {
      if (typeof result !== 'string') throw new Error('the result makes no sense')
      return result
    },
  })

describe('createRpc', () => {
  test('default', async () => {
    const seen: string[] = []
    const url = await start(answering((id) => JSON.stringify({ jsonrpc: '2.0', id, result: '0x1' }), seen))
    expect(await ask([url])).toBe('0x1')
    expect(seen.map((body) => JSON.parse(body))).toEqual([
      { jsonrpc: '2.0', id: 1, method: 'eth_call', params: [] },
    ])
  })

  const faults: [string, RequestListener][] = [
    [
      'an HTTP error',
      (_request, response) => response.writeHead(500).end('{"jsonrpc":"2.0","id":1,"result":"0x1"}'),
    ],
    ['text that is not JSON', answering(() => '<html>')],
    ['JSON that is not an answer', answering(() => 'null')],
    ['a list', answering((id) => JSON.stringify([{ jsonrpc: '2.0', id, result: '0x1' }]))],
    ['another id', answering((id) => JSON.stringify({ jsonrpc: '2.0', id: id + 1, result: '0x1' }))],
    ['an id as text', answering((id) => JSON.stringify({ jsonrpc: '2.0', id: String(id), result: '0x1' }))],
    ['another version of JSON-RPC', answering((id) => JSON.stringify({ id, result: '0x1' }))],
    ['a missing result', answering((id) => JSON.stringify({ jsonrpc: '2.0', id }))],
    ['a result of another type', answering((id) => JSON.stringify({ jsonrpc: '2.0', id, result: 1 }))],
    [
      'an error',
      answering((id) =>
        JSON.stringify({ jsonrpc: '2.0', id, error: { code: -32005, message: 'slow down' } }),
      ),
    ],
    [
      'an error beside a result',
      answering((id) => JSON.stringify({ jsonrpc: '2.0', id, result: '0x1', error: {} })),
    ],
    ['silence', () => undefined],
    [
      'a slowly dripping answer',
      (_request, response) => {
        const drip = setInterval(() => response.write(' '), 20)
        response.on('close', () => clearInterval(drip))
      },
    ],
    [
      'a truncated answer',
      (_request, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{"jsonrpc"')
        setTimeout(() => response.destroy(), 20)
      },
    ],
    ['a closed connection', (request) => request.socket.destroy()],
    [
      'a megabyte',
      answering((id) => JSON.stringify({ jsonrpc: '2.0', id, result: `0x${'0'.repeat(2 ** 20)}` })),
    ],
  ]

  test.each(faults)('refuses: %s (ERR_CHAIN_READ)', async (_case, listener) => {
    await expect(ask([await start(listener)])).rejects.toEqual(refusal)
  })

  test.each(faults)('behavior: the next endpoint is asked after %s', async (_case, listener) => {
    const warnings: string[] = []
    expect(await ask([await start(listener), await start(good)], warnings)).toBe('0x1')
    expect(warnings).toEqual([expect.stringMatching(/^RPC endpoint 1 of 2 for base failed: [^/]+\.$/)])
  })

  test('refuses: a redirect, without following it (ERR_CHAIN_READ)', async () => {
    let visits = 0
    const inner = await start((_request, response) => {
      visits++
      response.end()
    })
    for (const status of [301, 302, 307, 308]) {
      const url = await start((_request, response) => response.writeHead(status, { location: inner }).end())
      await expect(ask([url])).rejects.toEqual(refusal)
    }
    expect(visits).toBe(0)
  })

  test('refuses: a closed port, an unknown host and a chain without an endpoint (ERR_CHAIN_READ)', async () => {
    const url = await start(good)
    await closers.pop()?.()
    await expect(ask([url])).rejects.toEqual(refusal)
    await expect(ask(['http://nowhere.invalid/secret-key'])).rejects.toEqual(refusal)
    await expect(ask([])).rejects.toMatchObject({ code: 'ERR_CHAIN_READ', hint: 'Set RPC_URL_BASE.' })
  })

  test('behavior: an error never contains the URL', async () => {
    const error = await ask(['http://nowhere.invalid/secret-key']).catch((reason: unknown) => reason)
    expect(JSON.stringify([error, String(error), (error as Error).stack])).not.toContain('secret-key')
  })

  test('behavior: a failed endpoint is asked last for a while', async () => {
    let bad = 0
    const first = await start((_request, response) => {
      bad++
      response.writeHead(500).end()
    })
    const rpc = createRpc({ endpointUrls: new Map([[chain, [first, await start(good)]]]) })
    for (let i = 0; i < 3; i++) await rpc({ ...question, timeoutMs: 8_000 })
    expect(bad).toBe(1)
  })

  test('behavior: a closed kept-alive connection is reopened', async () => {
    const url = await start((request, response) => {
      good(request, response)
      // Closes the connection without notice.
      response.on('finish', () => setImmediate(() => request.socket.destroy()))
    })
    const rpc = createRpc({ endpointUrls: new Map([[chain, [url]]]) })
    for (let i = 0; i < 5; i++) expect(await rpc({ ...question, timeoutMs: 8_000 })).toBe('0x1')
  })

  test('behavior: the total time for all endpoints is bounded, even while all of them rest', async () => {
    const silent = await start(() => undefined)
    const urls = ['a', 'b', 'c', 'd'].map((path) => silent + path)
    const rpc = createRpc({ endpointUrls: new Map([[chain, urls]]) })
    for (let i = 0; i < 2; i++) {
      const refused = await rpc({ ...question, timeoutMs: 200 }).catch((error: unknown) => error)
      expect(refused).toMatchObject({ code: 'ERR_CHAIN_READ', hint: 'Try again in a moment.' })
      const { reasons } = (refused as { details: { reasons: string[] } }).details
      expect(new Set(reasons)).toEqual(new Set(['no answer in time']))
    }
  })

  test('behavior: silent endpoints leave time for the last one', async () => {
    const silent = await start(() => undefined)
    const urls = [`${silent}a`, `${silent}b`, `${silent}c`, await start(good)]
    const rpc = createRpc({ endpointUrls: new Map([[chain, urls]]) })
    expect(await rpc({ ...question, timeoutMs: 1_200 })).toBe('0x1')
  })

  test('behavior: one endpoint gets at most its own time', async () => {
    const urls = [await start(() => undefined), await start(good)]
    const rpc = createRpc({ endpointUrls: new Map([[chain, urls]]), timeoutMs: 100 })
    expect(await rpc({ ...question, timeoutMs: 8_000 })).toBe('0x1')
  })
})
