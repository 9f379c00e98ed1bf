import { describe, expect, test, vi } from 'vitest'
import { InputError } from '../../../app/core/errors/base.ts'
import { createCeiling } from '../../../app/core/limit/createCeiling.ts'
import type { ClientCredentials } from '../../../app/core/oauth/parseClientCredentials.ts'
import { clientRoute } from '../../../app/picket/oauth/clientRoute.ts'
import { formatToken } from '../../../app/picket/oauth/formatToken.ts'
import { parseRevokeFields, parseTokenFields } from '../../../app/picket/oauth/tokenFields.ts'
import { fakeCaller, publishableKey, secretKey } from '../../fakes/fakeApi.ts'

const authenticate = vi.fn(async (_: ClientCredentials) => ({ caller: fakeCaller() }))
const ceiling = createCeiling({ most: 1, random: () => 0, now: () => 0 })
const limit = vi.fn(async () => {})
const route = clientRoute({
  door: { authenticate, limit, ceiling, trustedProxies: 0 },
  parse: parseTokenFields,
  run: async (_, fields) => fields,
  format: (fields) => fields,
})
const good = {
  grant_type: 'authorization_code',
  code: 'c0de',
  redirect_uri: 'https://a.example',
  code_verifier: 'v',
}

function send(body: BodyInit | null, headers: Record<string, string> = {}, method = 'POST') {
  const request = new Request('https://palisade.example/api/v1/oauth2/token', { method, headers, body })
  return route({ request, params: {} })
}
const form = (fields: Record<string, string> | string, headers = basic(publishableKey)) =>
  send(new URLSearchParams(fields), headers)
const json = (value: unknown, headers = basic(publishableKey)) =>
  send(typeof value === 'string' ? value : JSON.stringify(value), {
    'content-type': 'application/json',
    ...headers,
  })
function basic(text: string): Record<string, string> {
  return { authorization: `Basic ${btoa(text)}` }
}
const read = async (answer: Response) => ({
  status: answer.status,
  body: (await answer.json()) as Record<string, unknown>,
})
const refusal = (code: string, error: string, status = 400) => ({
  status,
  body: { msg: expect.any(String), code, error, error_description: expect.any(String) },
})
const fields = { code: 'c0de', redirectUri: 'https://a.example', codeVerifier: 'v' }

describe('clientRoute', () => {
  test('default: form and JSON have the same answer, and it is not cached', async () => {
    for (const answer of [await form(good), await json({ ...good, extra: null })]) {
      expect([answer.headers.get('cache-control'), answer.headers.get('pragma')]).toEqual([
        'no-store',
        'no-cache',
      ])
      expect(await read(answer)).toEqual({ status: 200, body: fields })
    }
  })

  test.each<[string, () => Promise<Response>, ClientCredentials]>([
    [
      'Basic with a colon',
      () => form(good, basic(`${publishableKey}:`)),
      { publishableKey, secretKey: null },
    ],
    [
      'Basic as picket-js sends it',
      () => json(good, { authorization: `Basic  ${btoa(publishableKey)}` }),
      { publishableKey, secretKey: null },
    ],
    [
      'Basic with both keys',
      () => form(good, basic(`${publishableKey}:${secretKey}`)),
      { publishableKey, secretKey },
    ],
    ['the secret key alone', () => form(good, basic(secretKey)), { publishableKey: null, secretKey }],
    [
      'the body',
      () => form({ ...good, client_id: publishableKey, client_secret: secretKey }, {}),
      { publishableKey, secretKey },
    ],
  ])('behavior: a client authenticates in %s', async (_, ask, credentials) => {
    expect((await ask()).status).toBe(200)
    expect(authenticate).toHaveBeenLastCalledWith({ ...credentials, clientAddress: null })
  })

  test.each<[string, () => Promise<Response>, ReturnType<typeof refusal>]>([
    ['a missing grant type', () => form({ code: 'c' }), refusal('invalid_request', 'ERR_OAUTH_REQUEST')],
    [
      'the password grant',
      () => form({ grant_type: 'password' }),
      refusal('unsupported_grant_type', 'ERR_OAUTH_GRANT_TYPE'),
    ],
    [
      'an unknown grant type',
      () => form({ grant_type: 'client_credentials' }),
      refusal('unsupported_grant_type', 'ERR_OAUTH_GRANT_TYPE'),
    ],
    [
      'a missing code',
      () => form({ grant_type: 'authorization_code' }),
      refusal('invalid_request', 'ERR_OAUTH_REQUEST'),
    ],
    [
      'a repeated code',
      () => form(`${new URLSearchParams(good)}&code=d`),
      refusal('invalid_request', 'ERR_OAUTH_REQUEST'),
    ],
    [
      'a repeated code in JSON',
      () => json(`{"code":"a","code":"b","grant_type":"authorization_code"}`),
      refusal('invalid_request', 'ERR_BODY_INVALID'),
    ],
    ['a number', () => json({ ...good, code: 1 }), refusal('invalid_request', 'ERR_OAUTH_REQUEST')],
    ['a list', () => json([]), refusal('invalid_request', 'ERR_OAUTH_REQUEST')],
    ['no body', () => send(null, basic(publishableKey)), refusal('invalid_request', 'ERR_OAUTH_REQUEST')],
    [
      'another method',
      () => send(null, basic(publishableKey), 'PUT'),
      refusal('invalid_request', 'ERR_METHOD', 405),
    ],
    [
      '1 MB',
      () => json({ ...good, code: 'c'.repeat(1_000_000) }),
      refusal('invalid_request', 'ERR_BODY_TOO_LARGE', 413),
    ],
    ['a missing client', () => form(good, {}), refusal('invalid_client', 'ERR_OAUTH_CLIENT', 401)],
    [
      'a Bearer token',
      () => form(good, { authorization: 'Bearer a.b.c' }),
      refusal('invalid_client', 'ERR_OAUTH_CLIENT', 401),
    ],
    [
      'another site',
      () => form(good, { ...basic(publishableKey), origin: 'https://evil.example' }),
      refusal('unauthorized_client', 'ERR_SITE_FORBIDDEN', 403),
    ],
  ])('refuses: %s', async (_, ask, expected) => {
    expect(await read(await ask())).toEqual(expected)
  })

  test('refuses: what the flow refuses, in characters that OAuth allows', async () => {
    authenticate.mockRejectedValueOnce(new InputError('ERR_OAUTH_GRANT', 'The project’s "code" is used.'))
    const { body } = await read(await form(good))
    expect(body.error_description).toBe("The project's 'code' is used.")
    expect(body.code).toBe('invalid_grant')
  })

  test('behavior: a preflight needs no key and gets a general answer', async () => {
    const answer = await send(null, { origin: 'https://any.example' }, 'OPTIONS')
    expect([answer.status, answer.headers.get('access-control-allow-headers')]).toEqual([
      204,
      'authorization, content-type, x-api-key',
    ])
  })
})

describe('parseRevokeFields', () => {
  test('default', () => {
    expect(
      parseRevokeFields([
        ['token', 't'],
        ['token_type_hint', 'access_token'],
      ]),
    ).toEqual({ token: 't' })
  })

  test('refuses: a missing token (ERR_OAUTH_REQUEST)', () => {
    expect(() => parseRevokeFields([['token', '']])).toThrowError(
      expect.objectContaining({ code: 'ERR_OAUTH_REQUEST' }),
    )
  })
})

describe('formatToken', () => {
  test("default: the answer has RFC 6749's names, Picket’s names and the user", () => {
    const claims = {
      iat: 100,
      exp: 400,
      chain: 'ethereum',
      walletAddress: '0x1',
      displayAddress: '0x1',
      tokenBalances: {},
    }
    const issued = {
      accessToken: 'a.b.c',
      claims,
      scope: 'openid',
      idToken: 'd.e.f',
    } as unknown as Parameters<typeof formatToken>[0]
    expect(formatToken(issued)).toEqual({
      accessToken: 'a.b.c',
      tokenType: 'Bearer',
      expiresIn: 300,
      user: { chain: 'ethereum', walletAddress: '0x1', displayAddress: '0x1', tokenBalances: {} },
      access_token: 'a.b.c',
      token_type: 'Bearer',
      expires_in: 300,
      scope: 'openid',
      id_token: 'd.e.f',
    })
    expect(formatToken({ ...issued, idToken: null })).not.toHaveProperty('id_token')
  })
})
