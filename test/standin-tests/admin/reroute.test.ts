import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { signIdToken } from '../../standin/shopify/oauth/signIdToken.ts'
import { API_KEY, API_SECRET, DOMAIN, startTestAdmin, type TestAdmin } from './startTestAdmin.ts'

const ROOT = resolve(fileURLToPath(import.meta.url), '../../../..')
const REROUTE = './test/standin/shopify/reroute.mjs'

let admin: TestAdmin
beforeEach(async () => {
  admin = await startTestAdmin()
})
afterEach(() => admin.close())

async function run(script: string, env: Record<string, string> = {}): Promise<unknown> {
  const argv = ['--import', REROUTE, '--input-type=module', '-e', script]
  const { stdout } = await promisify(execFile)(process.execPath, argv, {
    cwd: ROOT,
    env: { ...process.env, STANDIN_SHOPIFY_ORIGIN: admin.graphqlOrigin, ...env },
  })
  return JSON.parse(stdout) as unknown
}

describe('reroute', () => {
  test('default: the real library exchanges its token and queries the Admin API at the stand-in', async () => {
    const idToken = signIdToken({ shop: DOMAIN, apiKey: API_KEY, apiSecret: API_SECRET })
    const script = `
      await import('@shopify/shopify-app-remix/adapters/node')
      const { shopifyApp } = await import('@shopify/shopify-app-remix/server')
      const sessions = new Map()
      const app = shopifyApp({
        apiKey: '${API_KEY}', apiSecretKey: '${API_SECRET}', apiVersion: '2026-10', distribution: 'app_store',
        scopes: ['write_products'], appUrl: '${admin.tunnelUrl}', logger: { log() {} },
        future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
        sessionStorage: {
          storeSession: async (s) => (sessions.set(s.id, s), true),
          loadSession: async (id) => sessions.get(id),
          deleteSession: async (id) => sessions.delete(id),
          deleteSessions: async () => true,
          findSessionsByShop: async () => [...sessions.values()],
        },
      })
      const query = new URLSearchParams({
        shop: '${DOMAIN}', embedded: '1', id_token: '${idToken}',
        host: Buffer.from('admin.shopify.com/store/northwind').toString('base64url'),
      })
      const { admin, session } = await app.authenticate.admin(new Request('${admin.tunnelUrl}/app?' + query))
      const answer = await admin.graphql('#graphql\\nquery Shop { shop { name } }')
      console.log(JSON.stringify({ scope: session.scope, refresh: Boolean(session.refreshToken), ...(await answer.json()) }))
    `
    expect(await run(script)).toMatchObject({
      scope: admin.state.scopes.required.join(','),
      refresh: true,
      data: { shop: { name: 'Northwind' } },
    })
    expect(admin.shop.installation).not.toBeNull()
  })

  test('behavior: loopback requests pass, and a Request object is rerouted with its body', async () => {
    const script = `
      const local = await fetch('${admin.graphqlOrigin}/standin/shops/${DOMAIN}')
      const shop = await fetch(new Request('https://${DOMAIN}/admin/oauth/access_token', {
        method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ client_id: 'x' }),
      }))
      console.log(JSON.stringify([local.status, shop.status, (await shop.json()).error]))
    `
    expect(await run(script)).toEqual([200, 400, 'application_cannot_be_found'])
  })

  test('refuses: every other host', async () => {
    const script = `
      const names = ['https://example.com/', 'https://myshopify.com.example.com/', 'https://cdn.shopify.com/x']
      const answers = await Promise.all(names.map((name) => fetch(name).then(() => 'reached', (error) => error.message)))
      console.log(JSON.stringify(answers))
    `
    expect(await run(script)).toEqual([
      'No network here: a request to example.com was refused.',
      'No network here: a request to myshopify.com.example.com was refused.',
      'No network here: a request to cdn.shopify.com was refused.',
    ])
  })

  test('refuses: to start without the address of the stand-in', async () => {
    await expect(run('0', { STANDIN_SHOPIFY_ORIGIN: '' })).rejects.toThrow(
      /STANDIN_SHOPIFY_ORIGIN is not set/,
    )
  })
})
