import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { buildApp } from '../scripts/buildApp.ts'
import { findFreePort } from './standin/processes/findPorts.ts'

export const SECRET = 'a secret of this test'
export const TOKEN = 'the token of this test'
export const WALLET = `0x${'ab'.repeat(20)}`

export type Started = {
  readonly origin: string
  readonly lines: () => Record<string, unknown>[]
  readonly signal: (name: NodeJS.Signals) => void
  readonly exited: Promise<number | null>
}

/** Starts the built server in production, with debug lines, a folder of its own and `env`. The test's end kills it. */
export async function startBuilt(env: Record<string, string> = {}): Promise<Started> {
  await buildApp()
  const dataDir = await mkdtemp(path.join(tmpdir(), 'palisade-watch-'))
  const port = await findFreePort('127.0.0.1')
  const child = spawn(process.execPath, ['build/server.js'], {
    env: {
      ...{ PATH: process.env.PATH, NODE_ENV: 'production', PORT: String(port), DATA_DIR: dataDir },
      SHOPIFY_APP_URL: 'https://palisade.example',
      SHOPIFY_API_KEY: 'key',
      SHOPIFY_API_SECRET: SECRET,
      PALISADE_SECRET: '0123456789abcdef0123456789abcdef',
      METRICS_TOKEN: TOKEN,
      LOG_LEVEL: 'debug',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk
  })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await exited
    await rm(dataDir, { recursive: true, force: true })
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk
      if (output.includes('listens on')) resolve()
    })
    child.once('exit', () => reject(new Error(output)))
  })
  return {
    origin: `http://127.0.0.1:${port}`,
    lines: () =>
      output
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    signal: (name) => void child.kill(name),
    exited,
  }
}

function composeProxyPath(): string {
  const pairs = ['logged_in_customer_id=', 'path_prefix=/apps/palisade', 'shop=harbor.myshopify.com']
  pairs.push(`timestamp=${Math.floor(Date.now() / 1000)}`)
  const signature = createHmac('sha256', SECRET).update(pairs.join('')).digest('hex')
  return `/proxy/nonce?${pairs.join('&')}&signature=${signature}`
}

/** A request for a nonce, signed as Shopify's app proxy does. The shop is unknown: the answer is 404. */
export const askNonce = (origin: string, headers: Record<string, string> = {}) =>
  fetch(origin + composeProxyPath(), {
    method: 'POST',
    headers,
    body: JSON.stringify({ chain: 'ethereum', walletAddress: WALLET }),
  })
