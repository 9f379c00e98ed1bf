import { execFile } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import type { Page } from 'playwright-core'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { RunningDemo } from '../../standin/demo/startDemo.ts'
import { openDemo } from '../openDemo.ts'
import { logIn, openShopper } from './openShopper.ts'
import { EXAMPLES, runExample } from './runExample.ts'
import { signIn } from './signIn.ts'
import { type SupabaseRest, startSupabaseRest } from './supabaseRest.ts'

/* The examples of docs/integrations that pass a sign-in to a third-party system, against the demo. */
const JWT_SECRET = 'a secret of the tests that Supabase would have'
let demo: RunningDemo
const closers: (() => Promise<void>)[] = []
beforeAll(async () => {
  demo = await openDemo()
})
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const environment = () => ({
  PALISADE_API: demo.facts.api,
  PALISADE_SECRET_KEY: demo.facts.keys.secret,
  PALISADE_PUBLISHABLE_KEY: demo.facts.keys.publishable,
})
const wallets = () => demo.facts.chains.ethereum.wallets
const visit = (url: string) => openShopper({ demo, url })
const say = (page: Page, text: string | RegExp) =>
  page.getByRole('status').filter({ hasText: text }).waitFor()

async function validate(accessToken: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${demo.facts.api}/auth/validate`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(demo.facts.keys.secret)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ accessToken }),
  })
  return (await response.json()) as Record<string, unknown>
}

async function importExample<Module>(file: string): Promise<Module> {
  return (await import(pathToFileURL(path.join(EXAMPLES, file)).href)) as Module
}

describe('Supabase', () => {
  let rest: SupabaseRest
  async function run(): Promise<string> {
    rest = await startSupabaseRest({ jwtSecret: JWT_SECRET })
    closers.push(rest.close)
    const env = {
      ...environment(),
      SUPABASE_URL: rest.url,
      SUPABASE_ANON_KEY: 'anon',
      SUPABASE_JWT_SECRET: JWT_SECRET,
    }
    const example = await runExample({ file: 'supabase/server.mjs', env })
    closers.push(example.close)
    return example.origin
  }

  const login = async (origin: string, accessToken: string) => {
    const response = await fetch(`${origin}/api/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ accessToken }),
    })
    const [cookie = ''] = response.headers.getSetCookie()
    return { status: response.status, cookie, token: /^sb-access-token=([^;]+)/.exec(cookie)?.[1] ?? '' }
  }

  test('default: two visitors keep notes, and row-level security shows each their own', async () => {
    const origin = await run()
    for (const [wallet, text] of [
      ['Holder wallet', 'Feed the owl'],
      ['Empty wallet', 'Get an owl'],
    ] as const) {
      const page = await visit(origin)
      await logIn(page, wallet)
      await say(page, '0 notes of yours')
      await page.getByLabel('Note').fill(text)
      await page.getByRole('button', { name: 'Keep' }).click()
      await say(page, '1 notes of yours')
      expect(await page.getByRole('listitem').allInnerTexts()).toEqual([text])
    }
    expect(await rest.readAll()).toEqual([
      { wallet_address: wallets().holder.address.toLowerCase(), text: 'Feed the owl' },
      { wallet_address: wallets().outsider.address.toLowerCase(), text: 'Get an owl' },
    ])
  })

  test('behavior: the cookie’s token is Supabase’s, ends with Palisade’s, and its role cannot be chosen', async () => {
    const origin = await run()
    const { accessToken } = await signIn({ facts: demo.facts, wallet: 'outsider' })
    const { cookie, token } = await login(origin, accessToken)
    expect(cookie).toMatch(/; HttpOnly; SameSite=Lax; Max-Age=4\d{4}$/)
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256', typ: 'JWT' })
    const { payload } = await jwtVerify(token, new TextEncoder().encode(JWT_SECRET))
    const { exp, sub, walletAddress } = await validate(accessToken)
    expect(payload).toMatchObject({
      role: 'authenticated',
      aud: 'authenticated',
      sub,
      walletAddress,
      exp,
    })
    expect(payload.iss).toBeUndefined()
  })

  test('refuses: a row for another wallet, a visitor without a cookie, and a forged token', async () => {
    const origin = await run()
    const { accessToken } = await signIn({ facts: demo.facts, wallet: 'outsider' })
    const { token } = await login(origin, accessToken)
    const stolen = await fetch(`${rest.url}/rest/v1/notes`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ text: 'Mine', wallet_address: wallets().holder.address.toLowerCase() }),
    })
    expect(stolen.status).toBe(403)
    expect(await rest.readAll()).toEqual([])
    expect((await fetch(`${origin}/api/notes`)).status).toBe(401)
    const forged = { headers: { cookie: 'sb-access-token=a.b.c' } }
    expect((await fetch(`${origin}/api/notes`, forged)).status).toBe(401)
    expect((await login(origin, 'a.b.c')).status).toBe(401)
  })
})

describe('OpenID Connect', () => {
  async function run(): Promise<string> {
    const example = await runExample({ file: 'openid-connect/server.mjs', env: environment() })
    closers.push(example.close)
    return example.origin
  }

  test('default: openid-client signs a visitor in over the authorize page', async () => {
    const page = await visit(await run())
    const home = page.url()
    await page.getByRole('link', { name: 'Log in with your wallet' }).click()
    await page.waitForURL(/\/oauth2\/authorize\?/)
    await page.getByRole('button', { name: 'Empty wallet' }).click()
    await page.waitForURL(home)
    await expect(say(page, `Hello ethereum:${wallets().outsider.address}.`)).resolves.toBeUndefined()
  })

  test('refuses: a code without the login that was started for it', async () => {
    const response = await fetch(`${await run()}/callback?code=abc&state=def`)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('This login was not started here.')
  })
})

describe('verifying a token locally', () => {
  // The module reads it on load.
  async function load() {
    process.env.PALISADE_API = demo.facts.api
    return importExample<{ verifyToken: (token: string, projectId: string) => Promise<unknown> }>(
      'verify-token/verifyToken.mjs',
    )
  }

  test('default: a valid token of the project is accepted', async () => {
    const { verifyToken } = await load()
    const { accessToken } = await signIn({ facts: demo.facts, wallet: 'outsider' })
    const claims = await validate(accessToken)
    expect(await verifyToken(accessToken, String(claims.aud))).toEqual(claims)
  })

  test('refuses: a token of another project, an altered one, and one without an algorithm', async () => {
    const { verifyToken } = await load()
    const { accessToken } = await signIn({ facts: demo.facts, wallet: 'outsider' })
    const { aud } = await validate(accessToken)
    const [header, body = '', signature] = accessToken.split('.')
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const altered = [header, encode({ ...claims, walletAddress: wallets().holder.address }), signature].join(
      '.',
    )
    const unsigned = `${encode({ alg: 'none' })}.${body}.`
    await expect(verifyToken(accessToken, crypto.randomUUID())).rejects.toThrow()
    for (const token of [altered, unsigned]) await expect(verifyToken(token, String(aud))).rejects.toThrow()
  })
})

describe('the official picket-node', () => {
  test('default: only the lines of "Moving from Picket" change', async () => {
    const { accessToken } = await signIn({ facts: demo.facts, wallet: 'holder' })
    const { erc721: contractAddress } = demo.facts.chains.ethereum.contracts
    // In plain Node: the test runner's loader would resolve the package differently.
    const script = `
      import { picket } from ${JSON.stringify(pathToFileURL(path.join(EXAMPLES, 'picket-node/picket.mjs')).href)}
      const token = ${JSON.stringify(accessToken)}
      const claims = await picket.validate(token)
      const refusal = await picket.validate(token, { contractAddress: '${contractAddress}' }).catch((error) => error)
      console.log(JSON.stringify({ claims, refusal }))`
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, ...environment() },
    })
    expect(JSON.parse(stdout)).toMatchObject({
      claims: { walletAddress: wallets().holder.address },
      refusal: { code: 'permission_denied', msg: expect.stringContaining('necessary tokens') },
    })
  })
})
