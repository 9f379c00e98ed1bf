import { jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { composeInstallUrl } from '../../standin/bigcommerce/oauth/answerToken.ts'
import { removeUser, uninstallApp } from '../../standin/bigcommerce/oauth/sendCallback.ts'
import { signPayload } from '../../standin/bigcommerce/oauth/signJwt.ts'
import { SHOPPER } from '../../standin/bigcommerce/seedStore.ts'
import { exchangeCode, installTestApp, openShopper, openTestStore, type TestStore } from './openTestStore.ts'

/** Reads a token with another implementation of JWT than the one that signed it. */
function verify({ store }: TestStore, token: string) {
  return jwtVerify(token, new TextEncoder().encode(store.app.clientSecret), {
    algorithms: ['HS256'],
    audience: store.app.clientId,
  })
}

describe('the login of an app', () => {
  test('default', async () => {
    const opened = await openTestStore()
    const { status, body } = await exchangeCode(opened)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      access_token: expect.any(String),
      context: 'stores/g5cd38',
      scope: expect.stringContaining('store_v2_marketing'),
      user: { id: 7_654_321 },
      owner: { email: 'owner@example.com' },
    })
    const url = new URL(composeInstallUrl(opened.store))
    expect(url.origin + url.pathname).toBe(`${opened.appOrigin}/bigcommerce/auth`)
    expect([...url.searchParams.keys()]).toEqual(['account_uuid', 'code', 'context', 'scope'])
  })

  test('refuses: a code twice, a wrong secret, store, scope or address, and unknown fields', async () => {
    const opened = await openTestStore()
    const code = new URL(composeInstallUrl(opened.store)).searchParams.get('code')
    expect((await exchangeCode(opened, { code })).status).toBe(200)
    expect((await exchangeCode(opened, { code })).body).toEqual({ error: 'invalid_grant' })
    expect((await exchangeCode(opened, { client_secret: 'x' })).status).toBe(401)
    expect((await exchangeCode(opened, { context: 'stores/other' })).status).toBe(400)
    expect((await exchangeCode(opened, { scope: 'store_v2_orders' })).status).toBe(400)
    expect((await exchangeCode(opened, { redirect_uri: 'https://example.com' })).status).toBe(400)
    expect((await exchangeCode(opened, { shop: 'x' })).body).toEqual({ error: 'invalid_request' })
  })

  test('behavior: a new installation ends the token of the one before', async () => {
    const opened = await openTestStore()
    const first = await installTestApp(opened)
    const second = await installTestApp(opened)
    expect((await first.call('GET', '/v2/store')).status).toBe(401)
    expect((await second.call('GET', '/v2/store')).status).toBe(200)
  })
})

describe('the callbacks', () => {
  test('default', async () => {
    const opened = await openTestStore()
    await installTestApp(opened)
    const page = await (await fetch(`${opened.origin}/manage/app/54321`)).text()
    const src = /<iframe[^>]* src="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const url = new URL(src)
    expect(url.origin + url.pathname).toBe(`${opened.appOrigin}/bigcommerce/load`)
    const { payload } = await verify(opened, url.searchParams.get('signed_payload_jwt') ?? '')
    expect(payload).toEqual({
      aud: opened.store.app.clientId,
      iss: 'bc',
      iat: expect.any(Number),
      nbf: payload.iat,
      exp: (payload.iat ?? 0) + 86_400,
      jti: expect.any(String),
      sub: 'stores/g5cd38',
      user: { id: 7_654_321, email: 'owner@example.com', locale: 'en-US' },
      owner: { id: 7_654_321, email: 'owner@example.com' },
      url: '/',
      channel_id: null,
    })
  })

  test('behavior: uninstalling tells the app, and takes its webhooks and scripts away', async () => {
    const opened = await openTestStore()
    const { call } = await installTestApp(opened)
    await call('POST', '/v3/hooks', { scope: 'store/order/*', destination: `${opened.appOrigin}/hooks` })
    const src = 'https://app.example.com/card.js'
    for (const auto_uninstall of [true, false])
      await call('POST', '/v3/content/scripts', { name: 'Card', src, kind: 'src', auto_uninstall })
    expect(await uninstallApp(opened.store)).toBe(200)
    const [sent] = opened.received
    expect(sent?.path).toMatch(/^\/bigcommerce\/uninstall\?signed_payload_jwt=/)
    await verify(opened, new URL(`http://x${sent?.path}`).searchParams.get('signed_payload_jwt') ?? '')
    expect((await call('GET', '/v2/store')).status).toBe(401)
    expect([opened.store.hooks.size, opened.store.scripts.size]).toEqual([0, 1])
  })

  test('behavior: a removed user is named to the app', async () => {
    const opened = await openTestStore()
    const [staff] = opened.store.users.values()
    if (staff) await removeUser(opened.store, staff)
    const [sent] = opened.received
    const token = new URL(`http://x${sent?.path}`).searchParams.get('signed_payload_jwt') ?? ''
    expect((await verify(opened, token)).payload.user).toMatchObject({ id: staff?.id })
    expect(opened.store.users.size).toBe(0)
  })

  test('refuses: forged payloads, which a test makes on purpose', async () => {
    const opened = await openTestStore()
    const { store } = opened
    const forged = signPayload({ store, user: store.owner, secret: 'guessed' })
    await expect(verify(opened, forged)).rejects.toMatchObject({
      code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    })
    const old = signPayload({ store, user: store.owner, claims: { exp: 1 } })
    await expect(verify(opened, old)).rejects.toMatchObject({ code: 'ERR_JWT_EXPIRED' })
    const others = signPayload({ store, user: store.owner, claims: { aud: 'another app' } })
    await expect(verify(opened, others)).rejects.toMatchObject({ code: 'ERR_JWT_CLAIM_VALIDATION_FAILED' })
  })
})

describe('the signed-in customer', () => {
  test('default', async () => {
    const opened = await openTestStore()
    const shopper = openShopper(opened)
    const path = `/customer/current.jwt?app_client_id=${opened.store.app.clientId}`
    expect((await shopper.visit(path)).status).toBe(404)
    await shopper.post('/login.php', { customer_id: SHOPPER })
    const { payload } = await verify(opened, await (await shopper.visit(path)).text())
    expect(payload).toMatchObject({
      customer: { id: SHOPPER, email: 'jo@example.com', group_id: '0' },
      iss: 'bc/apps',
      operation: 'current_customer',
      store_hash: 'g5cd38',
      exp: (payload.iat ?? 0) + 900,
    })
  })

  test('refuses: another app', async () => {
    const shopper = openShopper(await openTestStore())
    await shopper.post('/login.php', { customer_id: SHOPPER })
    expect((await shopper.visit('/customer/current.jwt?app_client_id=other')).status).toBe(404)
  })
})
