import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { HOLD_SCOPES, ROUTING_TOPIC } from '../../app/core/settlement/holding.ts'
import type { Finding } from '../../app/doctor/types.ts'
import { post } from '../standin/demo/shopper.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { type RunningPostgres, startPostgres } from '../standin/postgres/startPostgres.ts'
import { composeFaketimeEnv, findFaketime } from '../standin/processes/findFaketime.ts'
import { startOwnDemo } from './openDemo.ts'

/* `npm run doctor` beside a running server with a shop, which then loses the app without a word. */
const REROUTE = new URL('../standin/shopify/reroute.mjs', import.meta.url).href

let postgres: RunningPostgres
let demo: RunningDemo
let env: Record<string, string>
beforeAll(async () => {
  postgres = await startPostgres()
  demo = await startOwnDemo({ cluster: { databaseUrl: postgres.url, servers: 1 } })
  // The doctor has the variables of the server.
  const lines = readFileSync(`/proc/${demo.app.pid}/environ`, 'utf8').split('\0').filter(Boolean)
  env = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
})
afterAll(async () => {
  await demo?.close()
  await postgres?.close()
})

const control = (handle: string, body: Record<string, unknown>) =>
  post(`${demo.shopify.graphqlOrigin}/standin/${handle}`, { ...body, shop: demo.facts.shop })

async function runDoctor(
  more: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; findings: Finding[]; output: string }> {
  const words = ['--import', REROUTE, '--import', 'tsx', 'scripts/doctor.ts', '--json']
  const child = spawn(process.execPath, words, {
    env: { NODE_ENV: 'production', ...env, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [output, complaints] = ['', '']
  child.stdout.on('data', (part: Buffer) => {
    output += part
  })
  child.stderr.on('data', (part: Buffer) => {
    complaints += part
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, findings: JSON.parse(output) as Finding[], output: output + complaints }
}

test('behavior: a shop that needs holds and does not allow them is named', async () => {
  const { code, findings } = await runDoctor()
  expect(findings.filter(({ outcome }) => outcome === 'fail')).toEqual([
    expect.objectContaining({
      check: `shop ${demo.facts.shop} holding`,
      found: 'Problem: holds-not-allowed.',
    }),
  ])
  expect(code).toBe(1)
})

test('default: beside a running server it checks everything, and prints no secret', async () => {
  await control('scopes', { grant: HOLD_SCOPES })
  // The server subscribes to routed orders.
  await expect.poll(() => demo.shop.webhookSubscriptions.map(({ topic }) => topic)).toContain(ROUTING_TOPIC)
  const { code, findings, output } = await runDoctor()
  const outcomes = Object.fromEntries(findings.map(({ check, outcome }) => [check, outcome]))
  const shop = `shop ${demo.facts.shop}`
  expect(outcomes).toMatchObject({
    ...{
      node: 'ok',
      configuration: 'ok',
      database: 'ok',
      migrations: 'ok',
      secret: 'ok',
      server: 'ok',
      clock: 'ok',
    },
    ...{
      'public URL': 'ok',
      ...{ functions: 'ok', block: 'ok', [`${shop} api-version`]: 'ok' },
      [`${shop} scopes`]: 'ok',
      [`${shop} functions`]: 'ok',
      [`${shop} configs`]: 'ok',
    },
  })
  expect(findings.filter(({ outcome }) => outcome === 'fail')).toEqual([])
  expect(findings.filter(({ check }) => check.includes('mybigcommerce'))).toEqual([
    expect.objectContaining({ outcome: 'ok', found: 'BigCommerce takes this server’s token.' }),
  ])
  expect(code).toBe(0)
  const secrets = Object.entries(env).filter(([name]) => /SECRET|RPC_URL|DATABASE_URL/.test(name))
  expect(secrets.length).toBeGreaterThan(3)
  for (const [name, value] of secrets) expect(output, name).not.toContain(value)
})

test('behavior: a wrong clock of this machine is told, beside PostgreSQL and beside the endpoints', async () => {
  const library = findFaketime()
  if (library === null) throw new Error('libfaketime is not installed (Debian: apt-get install faketime).')
  const { code, findings } = await runDoctor({
    ...composeFaketimeEnv(library),
    FAKETIME: '-10m',
  })
  expect(code).toBe(1)
  expect(findings).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        check: 'database clock',
        outcome: 'fail',
        found: expect.stringMatching(/clock is (?:599|600)\.\d s ahead of this machine's/),
      }),
      expect.objectContaining({
        check: 'clock',
        outcome: 'fail',
        found: expect.stringMatching(/clock is (?:599|600|601) s behind/),
      }),
    ]),
  )
})

test('behavior: a shop that removed the app, whose webhook was lost, is named; the others are checked', async () => {
  await control('uninstall', { loseWebhook: true })
  const { code, findings } = await runDoctor()
  const failed = findings.filter(({ outcome }) => outcome === 'fail')
  expect(failed).toEqual([
    expect.objectContaining({
      check: `shop ${demo.facts.shop}`,
      next: expect.stringContaining('staff to open the app once'),
    }),
  ])
  expect(findings.filter(({ check }) => check.startsWith('shop ')).length).toBeGreaterThan(1)
  expect(code).toBe(1)
})

test('behavior: a server without an app at Shopify checks its stores of BigCommerce', async () => {
  const without = { SHOPIFY_APP_URL: '', SHOPIFY_API_KEY: '', SHOPIFY_API_SECRET: '' }
  const { findings } = await runDoctor({ ...without, PALISADE_URL: env.SHOPIFY_APP_URL ?? '' })
  expect(findings.filter(({ check }) => check === 'configuration')).toMatchObject([{ outcome: 'ok' }])
  expect(findings.filter(({ check }) => check.includes('mybigcommerce'))).toMatchObject([{ outcome: 'ok' }])
})

test('behavior: a store of BigCommerce that ended its access is named, with what to do there', async () => {
  await post(`${demo.facts.bigCommerce?.storefront}/standin/revoke`, {})
  const { code, findings } = await runDoctor()
  expect(findings.filter(({ check }) => check.includes('mybigcommerce'))).toEqual([
    expect.objectContaining({
      outcome: 'fail',
      found: expect.stringContaining('BigCommerce'),
      next: expect.stringContaining('control panel'),
    }),
  ])
  expect(code).toBe(1)
})
