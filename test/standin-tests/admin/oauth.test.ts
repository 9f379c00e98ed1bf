import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { signIdToken } from '../../standin/shopify/oauth/signIdToken.ts'
import { API_KEY, API_SECRET, DOMAIN, startTestAdmin, type TestAdmin } from './startTestAdmin.ts'

let admin: TestAdmin
beforeEach(async () => {
  admin = await startTestAdmin()
})
afterEach(() => admin.close())

const sign = (claims: Record<string, unknown>, apiSecret = API_SECRET) =>
  signIdToken({ shop: DOMAIN, apiKey: API_KEY, apiSecret, claims })
const now = () => Math.floor(Date.now() / 1000)

describe('token exchange', () => {
  test('default', async () => {
    const { status, body } = await admin.exchange()
    expect(status).toBe(200)
    expect(body).toMatchObject({ expires_in: 3600, refresh_token_expires_in: 90 * 24 * 3600 })
    expect(body.scope).toBe(admin.state.scopes.required.join(','))
    expect(admin.shop.installation?.accessToken).toBe(body.access_token)
  })

  test('behavior: a token without "expiring" does not expire', async () => {
    const { body } = await admin.exchange({ expiring: '0' })
    expect(body).not.toHaveProperty('expires_in')
    expect(body).not.toHaveProperty('refresh_token')
  })

  test('behavior: a refresh token gives a new pair and may be used again, and a wrong one is refused', async () => {
    const first = await admin.exchange()
    const refresh = (token: unknown) => admin.exchange({ grant_type: 'refresh_token', refresh_token: token })
    const second = await refresh(first.body.refresh_token)
    expect(second.status).toBe(200)
    expect(second.body.access_token).not.toBe(first.body.access_token)
    expect((await refresh(first.body.refresh_token)).status).toBe(200)
    expect((await refresh('shprt_wrong')).body.error).toBe('invalid_grant')
  })

  test.each([
    ['a wrong client secret', () => ({ client_secret: 'x' }), 'application_cannot_be_found'],
    ['another client id', () => ({ client_id: 'x' }), 'application_cannot_be_found'],
    ['another grant type', () => ({ grant_type: 'password' }), 'unsupported_grant_type'],
    ['a missing id token', () => ({ subject_token: undefined }), 'invalid_subject_token'],
    ['another audience', () => ({ subject_token: sign({ aud: 'x' }) }), 'invalid_subject_token'],
    [
      'another shop',
      () => ({ subject_token: sign({ dest: 'https://x.myshopify.com' }) }),
      'invalid_subject_token',
    ],
    ['an expired token', () => ({ subject_token: sign({ exp: now() - 11 }) }), 'invalid_subject_token'],
    ['a future token', () => ({ subject_token: sign({ nbf: now() + 60 }) }), 'invalid_subject_token'],
    ['a wrong signature', () => ({ subject_token: sign({}, 'other') }), 'invalid_subject_token'],
  ])('refuses: %s', async (_, body, error) => {
    const answer = await admin.exchange(body())
    expect(answer.status).toBe(400)
    expect(answer.body.error).toBe(error)
    expect(admin.shop.installation).toBeNull()
  })
})
