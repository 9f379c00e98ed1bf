import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { openChains } from '../../app/chains/openChains.ts'

/** Start an endpoint of Ethereum whose clock is ahead by some seconds; null for one that tells no time. */
async function startEndpoint(skew: number | null) {
  let [asked, ahead] = [0, skew]
  const server = createServer((incoming, outgoing) => {
    asked += 1
    incoming.resume().on('end', () => {
      outgoing.sendDate = false
      if (ahead !== null) outgoing.setHeader('date', new Date(Date.now() + ahead * 1000).toUTCString())
      outgoing.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result: '0x10' }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const setAhead = (seconds: number) => {
    ahead = seconds
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked, setAhead }
}

const open = (...urls: readonly string[]) =>
  openChains({
    env: urls.length === 0 ? {} : { RPC_URL_ETHEREUM: urls.join(',') },
    ensGateways: [],
    now: () => Math.floor(Date.now() / 1000),
    warn: () => {},
  })

test('default: the median of the endpoints, which are asked once', async () => {
  const endpoints = [await startEndpoint(0), await startEndpoint(30), await startEndpoint(600)]
  const { readSkewSeconds } = open(...endpoints.map(({ url }) => url))
  for (let again = 0; again < 2; again++) {
    const skew = await readSkewSeconds()
    expect(Math.abs((skew ?? 0) - 30)).toBeLessThan(2)
  }
  expect(endpoints.map(({ asked }) => asked())).toEqual([1, 1, 1])
})

test('behavior: an answer from before a machine slept is asked for again, but not at each look', async () => {
  const endpoint = await startEndpoint(3600)
  const { readSkewSeconds } = open(endpoint.url)
  expect(Math.abs(((await readSkewSeconds()) ?? 0) - 3600)).toBeLessThan(2)
  endpoint.setAhead(0)
  expect(Math.abs((await readSkewSeconds()) ?? 99)).toBeLessThan(2)
  endpoint.setAhead(3600)
  const lasting = open(endpoint.url)
  for (let look = 0; look < 4; look++) await lasting.readSkewSeconds()
  expect(endpoint.asked()).toBe(4)
})

test('behavior: nothing is known without an endpoint, of one that is down, and of one that tells no time', async () => {
  expect(await open().readSkewSeconds()).toBe(null)
  expect(await open('http://127.0.0.1:1').readSkewSeconds()).toBe(null)
  expect(await open((await startEndpoint(null)).url).readSkewSeconds()).toBe(null)
})
