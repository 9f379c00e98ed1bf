import type { RequestListener } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { createRpc } from '../../../app/chains/rpc/createRpc.ts'
import { parseChainSlug } from '../../../app/core/chain/parseChainSlug.ts'
import { type AskedCall, answerCall, answerRpc } from './answerRpc.ts'
import { startHttp } from './startHttp.ts'
import { stopClock } from './stopClock.ts'

const chain = parseChainSlug('base')
stopClock()
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()))
})

async function ask(listeners: readonly RequestListener[], methods: readonly string[]) {
  const urls: string[] = []
  for (const listener of listeners) {
    const { url, close } = await startHttp(listener)
    closers.push(close)
    urls.push(url)
  }
  const rpc = createRpc({ endpointUrls: new Map([[chain, urls]]) })
  return rpc({
    chain,
    timeoutMs: 8_000,
    calls: methods.map((method) => ({
      method,
      params: [method],
      parse: (result: unknown) => {
        if (typeof result !== 'string') throw new Error('the result makes no sense')
        return result
      },
    })),
  })
}
const echo = ({ id, method }: AskedCall) => answerCall(id, { result: method })
const past = ({ id }: AskedCall) => answerCall(id, { error: { code: -32_000 } })
const wise = answerRpc((calls) => JSON.stringify(calls.map(echo)))
const answer = (value: string, number: number) => ({ kind: 'answer', value, source: `base ${number}` })
/** Answers current calls, but not past ones. */
const forgetful = answerRpc((calls) =>
  JSON.stringify(calls.map((call) => (call.method.startsWith('past') ? past(call) : echo(call)))),
)

describe('createRpc', () => {
  test('default: several calls go in one request', async () => {
    let requests = 0
    const node: RequestListener = (request, response) => {
      requests++
      wise(request, response)
    }
    expect(await ask([node], ['a', 'b', 'c'])).toEqual([answer('a', 1), answer('b', 1), answer('c', 1)])
    expect(requests).toBe(1)
    expect(await ask([node], [])).toEqual([])
    expect(requests).toBe(1)
  })

  test('behavior: answers in another order are matched by their ids', async () => {
    const shuffled = answerRpc((calls) => JSON.stringify(calls.map(echo).reverse()))
    expect(await ask([shuffled], ['a', 'b'])).toEqual([answer('a', 1), answer('b', 1)])
  })

  test('behavior: a refused call fails alone', async () => {
    const failed = { kind: 'failed', reason: 'JSON-RPC error -32000' }
    expect(await ask([forgetful], ['now', 'past'])).toEqual([answer('now', 1), failed])
  })

  test('behavior: an invalid result fails alone', async () => {
    const odd = answerRpc((calls) =>
      JSON.stringify(calls.map(({ id, method }) => answerCall(id, { result: method === 'b' ? 7 : method }))),
    )
    const failed = { kind: 'failed', reason: 'the result makes no sense' }
    expect(await ask([odd], ['a', 'b'])).toEqual([answer('a', 1), failed])
  })

  test('behavior: the endpoint that answers all calls is preferred, and answers are never mixed', async () => {
    expect(await ask([forgetful, wise], ['now', 'past'])).toEqual([answer('now', 2), answer('past', 2)])
    const [now, failed] = await ask([forgetful, forgetful], ['now', 'past'])
    expect([now, failed?.kind]).toEqual([answer('now', 1), 'failed'])
  })

  const faults: [string, RequestListener][] = [
    ['one answer to a batch', answerRpc(([call]) => JSON.stringify(echo(call as AskedCall)))],
    ['one error for a batch', answerRpc(() => JSON.stringify({ jsonrpc: '2.0', id: null, error: {} }))],
    ['a missing answer', answerRpc((calls) => JSON.stringify(calls.slice(1).map(echo)))],
    ['an extra answer', answerRpc((calls) => JSON.stringify([...calls, ...calls].map(echo)))],
    [
      'two answers to one call',
      answerRpc(([first]) => JSON.stringify([first, first].map((call) => echo(call as AskedCall)))),
    ],
    [
      'an unknown id',
      answerRpc((calls) => JSON.stringify(calls.map((call) => echo({ ...call, id: call.id + 100 })))),
    ],
    ['a batch in which every call is refused', answerRpc((calls) => JSON.stringify(calls.map(past)))],
    [
      'a batch in which every result is invalid',
      answerRpc((calls) => JSON.stringify(calls.map(({ id }) => answerCall(id, { result: 1 })))),
    ],
    ['HTML', answerRpc(() => '<html>')],
    ['a list of null', answerRpc(() => '[null,null]')],
  ]
  test.each(faults)('refuses: %s (ERR_CHAIN_READ)', async (_case, listener) => {
    await expect(ask([listener], ['a', 'b'])).rejects.toMatchObject({ code: 'ERR_CHAIN_READ' })
    expect(await ask([listener, wise], ['a', 'b'])).toEqual([answer('a', 2), answer('b', 2)])
  })
})
