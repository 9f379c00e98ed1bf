import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createTimedFetch } from '../../app/shopify/createTimedFetch.ts'

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
const timedFetch = createTimedFetch({ fetch, mostMs: 200 })

describe('createTimedFetch', () => {
  test('default: an answer in time', async () => {
    const url = await serve((_, outgoing) => void outgoing.end('good'))
    expect(await (await timedFetch(url)).text()).toBe('good')
  })

  test('refuses: to wait for a server that does not answer', async () => {
    const url = await serve(() => undefined)
    await expect(timedFetch(url, { method: 'POST', body: '{}' })).rejects.toThrow(/timeout/)
  })

  test('refuses: to wait for the rest of an answer', async () => {
    const url = await serve((_, outgoing) => void outgoing.write('half'))
    const answer = await timedFetch(url)
    await expect(answer.text()).rejects.toThrow(/timeout/)
  })

  test('behavior: the caller’s own signal decides alone', async () => {
    const url = await serve(() => undefined)
    const own = new AbortController()
    const asked = timedFetch(url, { signal: own.signal })
    own.abort(new Error('The caller gave up.'))
    await expect(asked).rejects.toThrow('The caller gave up.')
  })
})
