import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { openChains } from '../../app/chains/openChains.ts'

/** Start an endpoint of Ethereum whose clock is ahead by some seconds; null for one that tells no time. */
async function startEndpoint(skew: number | null): Promise<{ url: string; asked: () => number }> {
  let asked = 0
  const server = createServer((incoming, outgoing) => {
    asked += 1
    incoming.resume().on('end', () => {
      outgoing.sendDate = false
      if (skew !== null) outgoing.setHeader('date', new Date(Date.now() + skew * 1000).toUTCString())
      outgoing.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result: '0x10' }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked }
}

const open = (...urls: readonly string[]) =>
  openChains({
    env: urls.length === 0 ? {} : { RPC_URL_ETHEREUM: urls.join(',') },
    ensGateways: [],
    now: () => Math.floor(Date.now() / 1000),
    warn: () => {},
  })

test('default: the median of the endpoints, which are asked once', async () => {
  const endpoints = [await startEndpoint(0), await startEndpoint(600), await startEndpoint(601)]
  const { readSkewSeconds } = open(...endpoints.map(({ url }) => url))
  for (let again = 0; again < 2; again++) {
    const skew = await readSkewSeconds()
    expect(Math.abs((skew ?? 0) - 600)).toBeLessThan(2)
  }
  expect(endpoints.map(({ asked }) => asked())).toEqual([1, 1, 1])
})

test('behavior: nothing is known without an endpoint, of one that is down, and of one that tells no time', async () => {
  expect(await open().readSkewSeconds()).toBe(null)
  expect(await open('http://127.0.0.1:1').readSkewSeconds()).toBe(null)
  expect(await open((await startEndpoint(null)).url).readSkewSeconds()).toBe(null)
})
