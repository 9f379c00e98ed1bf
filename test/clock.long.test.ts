import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { buildApp } from '../scripts/buildApp.ts'
import { SERVER_ENV } from './openServer.ts'
import { startPostgres } from './standin/postgres/startPostgres.ts'
import { composeFaketimeEnv, findFaketime } from './standin/processes/findFaketime.ts'
import { findFreePort } from './standin/processes/findPorts.ts'
import { watchChild } from './standin/processes/watchChild.ts'
import { signIdToken } from './standin/shopify/oauth/signIdToken.ts'

/* The built server on a machine whose clock is ten minutes off. PostgreSQL and a chain have the right time. */
const SHOP = 'harbor.myshopify.com'

beforeAll(() => buildApp())

/** An endpoint of Ethereum that knows its latest block. */
async function startChain(): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    let body = ''
    incoming.on('data', (part) => {
      body += part
    })
    incoming.on('end', () => {
      const results: Readonly<Record<string, string>> = { eth_chainId: '0x1', eth_blockNumber: '0x10' }
      const answerOne = ({ id, method }: { id: number; method: string }) => {
        const result = results[method]
        const error = { code: -32_601, message: 'unknown method' }
        return { jsonrpc: '2.0', id, ...(result ? { result } : { error }) }
      }
      const asked = JSON.parse(body)
      outgoing.end(JSON.stringify(Array.isArray(asked) ? asked.map(answerOne) : answerOne(asked)))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function start(offset: string) {
  const library = findFaketime()
  if (library === null) throw new Error('libfaketime is not installed (Debian: apt-get install faketime).')
  const postgres = await startPostgres()
  onTestFinished(() => postgres.close())
  const port = await findFreePort('127.0.0.1')
  const child = spawn(process.execPath, ['build/server.js'], {
    env: {
      ...{ PATH: process.env.PATH, NODE_ENV: 'production', ...SERVER_ENV, PORT: String(port) },
      ...{ DATABASE_URL: postgres.url, RPC_URL_ETHEREUM: await startChain() },
      ...{ ...composeFaketimeEnv(library), FAKETIME: offset },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { output } = watchChild(child)
  await expect.poll(output).toContain('listens on')
  return { origin: `http://127.0.0.1:${port}`, output }
}

const askAdmin = (origin: string) =>
  fetch(`${origin}/app.data`, {
    headers: {
      authorization: `Bearer ${signIdToken({ shop: SHOP, apiKey: SERVER_ENV.SHOPIFY_API_KEY, apiSecret: SERVER_ENV.SHOPIFY_API_SECRET })}`,
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0 Safari/537.36',
    },
    redirect: 'manual',
  })

function askNonce(origin: string): Promise<Response> {
  const pairs = ['logged_in_customer_id=', 'path_prefix=/apps/palisade', `shop=${SHOP}`]
  pairs.push(`timestamp=${Math.floor(Date.now() / 1000)}`)
  const signature = createHmac('sha256', SERVER_ENV.SHOPIFY_API_SECRET).update(pairs.join('')).digest('hex')
  return fetch(`${origin}/proxy/nonce?${pairs.join('&')}&signature=${signature}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ chain: 'ethereum', walletAddress: `0x${'ab'.repeat(20)}` }),
  })
}

test.each([
  { offset: '-10m', word: 'behind' },
  { offset: '+10m', word: 'ahead of' },
])('refuses: what Shopify signed, and tells why, on a clock of $offset', async ({ offset, word }) => {
  const { origin, output } = await start(offset)
  await expect
    .poll(output)
    .toMatch(
      new RegExp(
        `"severity":"warn".*This server's clock is (?:599|600|601) s ${word} that of the database, and (?:599|600|601) s ${word} that of the endpoints of chains\\. Set every clock by NTP`,
      ),
    )
  // The operator is told. Other servers would be as wrong, so the server stays ready.
  const ready = await fetch(`${origin}/readyz`)
  expect([ready.status, await ready.json()]).toMatchObject([200, { checks: { clock: 'failing' } }])
  const page = await askAdmin(origin)
  expect(page.status).toBe(401)
  const proxied = await askNonce(origin)
  expect([proxied.status, ((await proxied.json()) as { code: string }).code]).toEqual([
    401,
    'ERR_PROXY_SIGNATURE',
  ])
})
