import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadConfigFromFile } from 'vite'
import { expect, onTestFinished, test } from 'vitest'
import { composeDevServer } from '../../scripts/composeDevServer.ts'
import { composeDevelopment } from '../../scripts/developShop.ts'

/** What Shopify's command line gives a web: packages/app/src/cli/services/dev/processes/web.ts. */
const GIVEN = {
  SHOPIFY_API_KEY: '0123456789abcdef',
  SHOPIFY_API_SECRET: 'shpss_0123456789',
  HOST: 'https://one.tunnel.test',
  APP_URL: 'https://one.tunnel.test',
  PORT: '40123',
  SCOPES: 'read_products',
  NODE_ENV: 'development',
}

test('default: what Shopify’s command line gives becomes a whole environment, with a secret that is kept', async () => {
  const dataDir = composeFolder()
  const made = await composeDevelopment({ env: GIVEN, dataDir })
  expect(made).toMatchObject({ SHOPIFY_APP_URL: 'https://one.tunnel.test', DATA_DIR: dataDir })
  expect(made.PALISADE_SECRET).toMatch(/^[0-9a-f]{64}$/)
  // The tunnel's address is not one to listen on.
  expect(made.HOST).toBe('127.0.0.1')
  expect(await composeDevelopment({ env: GIVEN, dataDir })).toEqual(made)
  expect(statSync(path.join(dataDir, 'secret')).mode & 0o077).toBe(0)
})

test('behavior: a variable that is set stays as it is, and no secret is written', async () => {
  const dataDir = composeFolder()
  const own = { SHOPIFY_APP_URL: 'https://gates.shop.test', PALISADE_SECRET: 's'.repeat(32), DATA_DIR: 'own' }
  expect(await composeDevelopment({ env: { ...GIVEN, ...own }, dataDir })).toMatchObject(own)
  expect(() => statSync(path.join(dataDir, 'secret'))).toThrow('ENOENT')
})

test('behavior: shopify.web.toml starts a script that exists, for both roles', () => {
  const toml = readFileSync('shopify.web.toml', 'utf8')
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  const named = /^dev = "npm run (\S+)"$/m.exec(toml)?.[1] ?? ''
  expect(scripts[named]).toContain('scripts/developShop.ts')
  expect(toml).toContain('roles = ["frontend", "backend"]')
})

test('default: behind the tunnel of SHOPIFY_APP_URL Vite answers its host, and pages wait there for changes', async () => {
  const made = await composeDevelopment({ env: GIVEN, dataDir: composeFolder() })
  expect(composeDevServer({ ...GIVEN, ...made })).toEqual({
    allowedHosts: ['one.tunnel.test'],
    hmr: { protocol: 'wss', host: 'one.tunnel.test', clientPort: 443 },
  })
})

test('behavior: without an https address pages ask the server itself', () => {
  const own = { allowedHosts: ['127.0.0.1'], hmr: { protocol: 'ws', host: '127.0.0.1', clientPort: 3000 } }
  expect(composeDevServer({})).toEqual(own)
  expect(composeDevServer({ SHOPIFY_APP_URL: 'no address' })).toEqual(own)
  // The demo's tunnel forwards no WebSockets.
  const demo = { SHOPIFY_APP_URL: 'http://127.0.0.1:4001', HOST: '0.0.0.0', PORT: '4000' }
  expect(composeDevServer(demo)).toEqual({
    allowedHosts: ['localhost'],
    hmr: { protocol: 'ws', host: 'localhost', clientPort: 4000 },
  })
})

test('behavior: vite.config.ts passes them on', async () => {
  const loaded = await loadConfigFromFile({ command: 'serve', mode: 'development' }, 'vite.config.ts')
  expect(loaded?.config.server).toEqual(composeDevServer(process.env))
})

function composeFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'palisade-develop-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
