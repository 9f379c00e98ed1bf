import { expect } from 'vitest'
import type { ApiAnswer } from '../openApi.ts'
import { holder, outsider } from '../openGatedApi.ts'
import { decodeClaims, expectJson, expectRefused } from './expectAnswers.ts'
import { REDIRECT, type Stage } from './openStage.ts'
import type { DocumentedCase } from './types.ts'

type Parameters = readonly (readonly [string, string | null])[]

/** Expect our own page, which connects a wallet. */
function expectPage(answer: ApiAnswer): void {
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    expect.stringContaining('text/html'),
  ])
  expect(answer.text).toMatch(/^<!doctype html>/)
}

/** Expect a redirect to the client, with a code that gives a token. */
async function expectCode(stage: Stage, answer: Awaited<ReturnType<Stage['authorize']>>): Promise<void> {
  const { searchParams } = new URL(answer.headers.get('location') ?? '')
  expect([answer.status, searchParams.get('state')]).toEqual([302, 'xyz'])
  expectJson(await stage.exchange(answer), 200, TOKEN)
}

/** Expect a redirect to the client that names an error. */
function expectError(answer: ApiAnswer, error: string, description: RegExp): void {
  const { searchParams } = new URL(answer.headers.get('location') ?? '')
  expect([answer.status, searchParams.get('error'), searchParams.get('state')]).toEqual([302, error, 'xyz'])
  expect(searchParams.get('error_description')).toMatch(description)
}

const TOKEN = { accessToken: expect.any(String), tokenType: 'Bearer', expiresIn: 43_200 }

export const authorizeCases: readonly DocumentedCase[] = [
  {
    row: 72,
    what: 'the page’s example, without a wallet: a page that connects one',
    check: async (stage) => expectPage(await stage.authorize([], { isUnsigned: true })),
  },
  {
    row: 73,
    what: 'an unknown client: { code: invalid_client, msg }',
    check: async (stage) => {
      const more: Parameters = [['client_id', 'a771a1923bd403603831a2425df818a4']]
      const answer = await stage.authorize(more, { isUnsigned: true })
      expectRefused(answer, 401, 'ERR_OAUTH_CLIENT', { code: 'invalid_client' })
    },
  },
  {
    row: 74,
    what: 'an unregistered redirect_uri: { code: invalid_request, msg }',
    check: async (stage) => {
      const more: Parameters = [['redirect_uri', 'https://redirect.example.com/cb']]
      const answer = await stage.authorize(more, { isUnsigned: true })
      expectRefused(answer, 400, 'ERR_REDIRECT_URI', { code: 'invalid_request' })
    },
  },
  {
    row: 75,
    what: 'without client_id: { code, msg }',
    check: async (stage) => {
      const answer = await stage.authorize([['client_id', null]], { isUnsigned: true })
      expectRefused(answer, 401, 'ERR_OAUTH_CLIENT', { code: 'invalid_client' })
    },
  },
  {
    row: 76,
    what: 'picket-js: chain, walletAddress, signature, domain, uri, issuedAt: a redirect with code and state',
    check: async (stage) => expectCode(stage, await stage.authorize()),
  },
]

const gated = (stage: Stage): Parameters => [
  ['contractAddress', stage.coin],
  ['minTokenBalance', '100'],
]

export const authorizeParameterCases: readonly DocumentedCase[] = [
  {
    row: 77,
    what: 'contractAddress, minTokenBalance; a holder',
    check: async (stage) => expectCode(stage, await stage.authorize(gated(stage))),
  },
  {
    row: 78,
    what: 'the same, an outsider: error and error_description',
    check: async (stage) => {
      const answer = await stage.authorize(gated(stage), { wallet: outsider })
      expectError(answer, 'access_denied', /does not hold the necessary tokens/)
    },
  },
  {
    row: 79,
    what: 'collection, repeated, on Solana',
    check: async (stage) => {
      const more: Parameters = [
        ['collection', stage.collection],
        ['collection', stage.mint],
      ]
      await expectCode(stage, await stage.authorize(more, { chain: 'solana' }))
    },
  },
  {
    row: 80,
    what: 'tokenIds, repeated',
    check: async (stage) => {
      const more = stage.lights.map((id) => ['tokenIds', id] as const)
      await expectCode(stage, await stage.authorize(more, { chain: 'solana' }))
    },
  },
  {
    row: 81,
    what: 'a creatorAddress that is no address of Solana: an error comes back',
    check: async (stage) => {
      const answer = await stage.authorize([['creatorAddress', 'nobody']], { chain: 'solana' })
      expectError(answer, 'invalid_request', /not a Solana address/)
    },
  },
  {
    row: 82,
    what: 'allowedWallets, repeated',
    check: async (stage) => {
      const more: Parameters = [
        ['allowedWallets', outsider.address],
        ['allowedWallets', holder.address],
      ]
      await expectCode(stage, await stage.authorize(more))
    },
  },
  {
    row: 83,
    what: 'locale',
    check: async (stage) => {
      await expectCode(stage, await stage.authorize([['locale', 'es']]))
      const page = await stage.authorize([['locale', 'es']], { isUnsigned: true })
      expectPage(page)
      expect(page.text).toContain('<html lang="es"')
    },
  },
  {
    row: 84,
    what: 'response_mode=web_message with a signature',
    check: async (stage) => {
      const answer = await stage.authorize([['response_mode', 'web_message']])
      expectPage(answer)
      expect(answer.text).toMatch(/"code":"[0-9a-f]{64}"|code&quot;:&quot;[0-9a-f]{64}/)
    },
  },
  {
    row: 85,
    what: 'picket-js before 0.0.102, whose signature comes without domain, uri and issuedAt, on a siwe project',
    explained: 'picket-js before 0.0.102 does not send',
    check: async (stage) => expectPage(await stage.authorize(WITHOUT_CONTEXT)),
  },
  {
    row: 86,
    what: 'the same on a simple project',
    check: async (stage) => {
      const answer = await stage.authorize(WITHOUT_CONTEXT, { project: stage.simple })
      expect(new URL(answer.headers.get('location') ?? '').searchParams.get('code')).toMatch(/^[0-9a-f]{64}$/)
    },
  },
  {
    row: 87,
    what: 'code_challenge_method=plain is refused',
    check: async (stage) => {
      const answer = await stage.authorize([['code_challenge_method', 'plain']])
      expectError(answer, 'invalid_request', /must be S256/)
    },
  },
]

const WITHOUT_CONTEXT: Parameters = ['domain', 'uri', 'issuedAt'].map((name) => [name, null] as const)
const WITHOUT_CHALLENGE: Parameters = ['code_challenge', 'code_challenge_method'].map(
  (name) => [name, null] as const,
)

/** Exchange as JSON, as picket-js does. */
async function exchangeJson(stage: Stage): Promise<ApiAnswer> {
  const { code, verifier } = await stage.authorize()
  const fields = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: verifier }
  return stage.post('/oauth2/token', fields)
}

/** The page’s `fetch`, literally: a form's text with `& ` between its fields, as a string of JSON. */
async function exchangeAsPrinted(stage: Stage): Promise<ApiAnswer> {
  const { code } = await stage.authorize()
  const text = `grant_type=authorization_code& code=${code}& redirect_uri=${encodeURIComponent(REDIRECT)}`
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  return stage.call({ path: '/oauth2/token', body: JSON.stringify(text), headers: type })
}

export const grantCases: readonly DocumentedCase[] = [
  {
    row: 88,
    what: 'authorization_code as a form with PKCE: accessToken, tokenType Bearer, expiresIn',
    check: async (stage) => {
      const fields = { ...TOKEN, user: { walletAddress: holder.address }, token_type: 'Bearer' }
      expectJson(await stage.exchange(await stage.authorize()), 200, fields)
    },
  },
  {
    row: 89,
    what: 'the code again: invalid_grant',
    check: async (stage) => {
      const code = await stage.authorize()
      expectJson(await stage.exchange(code), 200, TOKEN)
      expectRefused(await stage.exchange(code), 400, 'ERR_OAUTH_GRANT', { code: 'invalid_grant' })
    },
  },
  {
    row: 90,
    what: 'the same as JSON, as picket-js sends it: user beside it',
    check: async (stage) =>
      expectJson(await exchangeJson(stage), 200, { ...TOKEN, user: { walletAddress: holder.address } }),
  },
  {
    row: 91,
    what: 'client_id in the body, no Authorization header',
    check: async (stage) => {
      const client = { client_id: stage.site.publishableKey }
      expectJson(await stage.exchange(await stage.authorize(), client, null), 200, TOKEN)
    },
  },
  {
    row: 92,
    what: 'the page’s fetch literally: a JSON string of a form with "& " between fields',
    explained: 'prints a body that no server can read',
    check: async (stage) => {
      const answer = await exchangeAsPrinted(stage)
      expectRefused(answer, 400, 'ERR_OAUTH_REQUEST', { code: 'invalid_request' })
    },
  },
  {
    row: 93,
    what: 'without code_verifier: refused',
    check: async (stage) => {
      const code = { ...(await stage.authorize()), verifier: null }
      expectRefused(await stage.exchange(code), 400, 'ERR_OAUTH_GRANT', { code: 'invalid_grant' })
    },
  },
  {
    row: 94,
    what: 'without PKCE, with the secret key',
    check: async (stage) => {
      const code = await stage.authorize(WITHOUT_CHALLENGE)
      expectJson(await stage.exchange(code, {}, stage.site.secretKey), 200, TOKEN)
    },
  },
  {
    row: 95,
    what: 'without PKCE, with the publishable key alone',
    explained: 'PKCE (`S256`) required',
    check: async (stage) => {
      const code = await stage.authorize(WITHOUT_CHALLENGE)
      expectRefused(await stage.exchange(code), 400, 'ERR_OAUTH_GRANT', { code: 'invalid_grant' })
    },
  },
  {
    row: 96,
    what: 'the password grant, "adapted for wallet-based authentication"',
    explained: 'The "resource owner password" grant is answered with `unsupported_grant_type`',
    check: async (stage) => {
      const fields = { grant_type: 'password', username: holder.address, password: `0x${'11'.repeat(65)}` }
      const answer = await stage.postForm('/oauth2/token', fields)
      expectRefused(answer, 400, 'ERR_OAUTH_GRANT_TYPE', { code: 'unsupported_grant_type' })
      expect(answer.json.msg).toContain('password grant')
    },
  },
  {
    row: 97,
    what: 'refresh_token, which Picket did not have either',
    check: async (stage) => {
      const answer = await stage.postForm('/oauth2/token', {
        grant_type: 'refresh_token',
        refresh_token: 'x',
      })
      expectRefused(answer, 400, 'ERR_OAUTH_GRANT_TYPE', { code: 'unsupported_grant_type' })
    },
  },
  {
    row: 98,
    what: 'unsupported_grant_type for anything else',
    check: async (stage) => {
      const answer = await stage.postForm('/oauth2/token', { grant_type: 'client_credentials' })
      expectRefused(answer, 400, 'ERR_OAUTH_GRANT_TYPE', { code: 'unsupported_grant_type' })
    },
  },
  {
    row: 99,
    what: 'a revoked token is refused by validate',
    check: async (stage) => {
      const { json } = await stage.exchange(await stage.authorize())
      const token = String(json.accessToken)
      expect((await stage.postForm('/oauth2/revoke', { token })).status).toBe(200)
      expectRefused(await stage.post('/auth/validate', { accessToken: token }), 401, 'ERR_TOKEN_INVALID')
    },
  },
]

const OAUTH = 'test/e2e/oauth.test.ts'
const SCOPE: Parameters = [
  ['scope', 'openid email profile'],
  ['response_type', 'code'],
]

/** What Cognito does: a login without PKCE, then the code with the client's secret in the form. */
async function loginLikeCognito(stage: Stage): Promise<ApiAnswer> {
  const code = await stage.authorize([...SCOPE, ...WITHOUT_CHALLENGE])
  const { publishableKey, secretKey } = stage.site
  return stage.exchange(code, { client_id: publishableKey, client_secret: secretKey }, null)
}

async function readUserInfo(stage: Stage, request: { method: string; type?: string }): Promise<ApiAnswer> {
  const { json } = await loginLikeCognito(stage)
  const headers = {
    authorization: `Bearer ${json.access_token}`,
    ...(request.type && { 'content-type': request.type }),
  }
  return stage.call({ method: request.method, path: '/oauth2/userinfo', headers })
}

const attribute = (row: number, name: string, value: unknown): DocumentedCase => ({
  row,
  what: `attribute ${name}`,
  check: async (stage) => expectJson(await readUserInfo(stage, { method: 'GET' }), 200, { [name]: value }),
})

export const openIdCases: readonly DocumentedCase[] = [
  {
    row: 100,
    what: 'issuer and discovery',
    check: async (stage) => {
      const issuer = 'https://palisade.example/api/v1'
      const fields = { issuer, authorization_endpoint: `${issuer}/oauth2/authorize` }
      expectJson(await stage.get('/.well-known/openid-configuration', null), 200, fields)
    },
  },
  {
    row: 101,
    what: 'id_token_signing_alg_values_supported has RS256, as OpenID Connect Discovery asks',
    explained: 'ID tokens are signed with ES256 alone',
    check: async (stage) =>
      expectJson(await stage.get('/.well-known/openid-configuration', null), 200, {
        id_token_signing_alg_values_supported: ['ES256'],
      }),
  },
  {
    row: 102,
    what: 'Cognito’s authorize: response_type=code, scope=openid email profile, no PKCE',
    check: async (stage) => {
      const { code, headers } = await stage.authorize([...SCOPE, ...WITHOUT_CHALLENGE])
      expect(code).toMatch(/^[0-9a-f]{64}$/)
      expect(headers.get('location')).toContain('state=xyz')
    },
  },
  {
    row: 103,
    what: 'Cognito’s token request: client_secret_post',
    check: async (stage) =>
      expectJson(await loginLikeCognito(stage), 200, { ...TOKEN, id_token: expect.any(String) }),
  },
  {
    row: 104,
    what: 'id_token: kid, ES256, aud is the client id, iss, email',
    check: async (stage) => {
      const { id_token } = (await loginLikeCognito(stage)).json
      expect(decodeClaims(id_token, 0)).toMatchObject({ alg: 'ES256', kid: expect.any(String) })
      expect(decodeClaims(id_token)).toMatchObject({
        ...{ aud: stage.site.publishableKey, iss: 'https://palisade.example/api/v1' },
        email: `${holder.address.toLowerCase()}@wallet.invalid`,
      })
    },
  },
  {
    row: 105,
    what: 'attributes by POST, with an empty body',
    check: async (stage) =>
      expectJson(await readUserInfo(stage, { method: 'POST' }), 200, { sub: `ethereum:${holder.address}` }),
  },
  {
    row: 106,
    what: 'the same with the content type of a form',
    check: async (stage) => {
      const type = 'application/x-www-form-urlencoded'
      expectJson(await readUserInfo(stage, { method: 'POST', type }), 200, {
        sub: `ethereum:${holder.address}`,
      })
    },
  },
  attribute(107, 'sub', `ethereum:${holder.address}`),
  attribute(108, 'email', `${holder.address.toLowerCase()}@wallet.invalid`),
  attribute(109, 'name', holder.address),
  attribute(110, 'preferred_username', holder.address),
  attribute(111, 'walletAddress', holder.address),
  attribute(112, 'displayAddress', holder.address),
  attribute(113, 'chain', 'ethereum'),
  attribute(114, 'tokenBalances', {}),
  {
    row: 115,
    what: 'openid-client 6: basic, post, none; PKCE, nonce, at_hash, userinfo, revoke, our page',
    tests: [
      { file: OAUTH, title: 'default: login works with %s' },
      { file: OAUTH, title: 'behavior: userinfo also answers POST, as Cognito sends it' },
      { file: OAUTH, title: 'behavior: revoking ends the token at once' },
      {
        file: 'test/e2e/integrations/servers.test.ts',
        title: 'default: openid-client signs a visitor in over the authorize page',
      },
    ],
  },
  {
    row: 116,
    what: 'openid-client 5, which NextAuth 4 and passport use, with its defaults',
    explained: 'openid-client 5, which NextAuth 4 uses, expects RS256',
    check: async (stage) =>
      expect(decodeClaims((await loginLikeCognito(stage)).json.id_token, 0).alg).toBe('ES256'),
  },
  {
    row: 117,
    what: 'authlib: code by Basic with a colon, ID token with nonce and at_hash, userinfo',
    check: async (stage) => {
      const code = await stage.authorize([...SCOPE, ['nonce', 'n-0S6'], ...WITHOUT_CHALLENGE])
      const answer = await stage.exchange(code, {}, `${stage.site.publishableKey}:${stage.site.secretKey}`)
      expectJson(answer, 200, { access_token: expect.any(String), token_type: 'Bearer', expires_in: 43_200 })
      const claims = decodeClaims(answer.json.id_token)
      expect(claims).toMatchObject({ nonce: 'n-0S6', at_hash: expect.any(String) })
      const headers = { authorization: `Bearer ${answer.json.access_token}` }
      const info = await stage.call({ method: 'GET', path: '/oauth2/userinfo', headers })
      expectJson(info, 200, { sub: claims.sub })
    },
  },
  {
    row: 118,
    what: 'jose jwtVerify by the published keys',
    tests: [
      {
        file: OAUTH,
        title:
          'behavior: the ID token verifies with the published keys, and its at_hash matches the access token',
      },
    ],
  },
]
