import { createHash, randomBytes } from 'node:crypto'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import * as oidc from 'openid-client'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hashSecret } from '../../app/crypto/secrets.ts'
import { type OauthProject, type OauthServer, startOauthServer } from './startOauthServer.ts'

/*
 * The `openid-client` library as the relying party, against the built app. What it rejects, any OIDC library may
 * reject.
 */
const REDIRECT = 'https://harbor.example/callback'
let server: OauthServer
let harbor: OauthProject
let other: OauthProject
beforeAll(async () => {
  server = await startOauthServer()
  const draft = { allowedDomains: ['harbor.example'], redirectUris: [REDIRECT, `${REDIRECT}?shop=1`] }
  harbor = await server.makeProject(draft)
  other = await server.makeProject({ ...draft, name: 'Other' })
})
afterAll(async () => {
  await server?.close()
})

const wallet = () => privateKeyToAccount(server.chain.wallets.holder.privateKey)

function discover(auth: oidc.ClientAuth, project = harbor): Promise<oidc.Configuration> {
  const client = project.publishableKey
  return oidc.discovery(new URL(server.issuer), client, undefined, auth, {
    execute: [oidc.allowInsecureRequests],
  })
}

async function post(path: string, body: unknown, key: string): Promise<Record<string, string>> {
  const answer = await fetch(`${server.issuer}${path}`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(key)}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await answer.json()) as Record<string, string>
}

/** Sign a login of the project as its site would, and add it to a URL of the authorize endpoint. */
async function sign(url: URL, project = harbor): Promise<URL> {
  const account = wallet()
  const walletAddress = account.address
  const asked = await post('/auth/nonce', { chain: 'ethereum', walletAddress }, project.publishableKey)
  const issuedAt = new Date().toISOString()
  const message = [
    'harbor.example wants you to sign in with your Ethereum account:',
    walletAddress,
    '',
    asked.statement,
    '',
    'URI: https://harbor.example',
    'Version: 1',
    'Chain ID: 1',
    `Nonce: ${asked.nonce}`,
    `Issued At: ${issuedAt}`,
  ].join('\n')
  const signed = {
    chain: 'ethereum',
    walletAddress,
    signature: await account.signMessage({ message }),
    domain: 'harbor.example',
    uri: 'https://harbor.example',
    issuedAt,
  }
  for (const [name, value] of Object.entries(signed)) url.searchParams.set(name, value)
  return url
}

type Login = {
  readonly config: oidc.Configuration
  /** The final URL of the browser, with the code. */
  readonly landed: URL
  readonly checks: oidc.AuthorizationCodeGrantChecks
}

async function login(
  auth: oidc.ClientAuth,
  { project = harbor, hasChallenge = true }: { project?: OauthProject; hasChallenge?: boolean } = {},
): Promise<Login> {
  const config = await discover(auth, project)
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier()
  const expectedState = oidc.randomState()
  const expectedNonce = oidc.randomNonce()
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT,
    scope: 'openid email profile',
    state: expectedState,
    nonce: expectedNonce,
    ...(hasChallenge
      ? {
          code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
          code_challenge_method: 'S256',
        }
      : {}),
  })
  const answer = await fetch(await sign(url, project), { redirect: 'manual' })
  expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('referrer-policy')]).toEqual(
    [302, 'no-store', 'no-referrer'],
  )
  const landed = new URL(answer.headers.get('location') ?? '')
  const verifier = hasChallenge ? { pkceCodeVerifier } : {}
  return { config, landed, checks: { expectedState, expectedNonce, ...verifier } }
}

async function exchange({ config, landed, checks }: Login) {
  return oidc.authorizationCodeGrant(config, landed, checks)
}

/** Request a token without the library, which refuses to send faulty requests. */
async function askToken(
  fields: Record<string, string>,
  { key = harbor.publishableKey, type = 'form' }: { key?: string | null; type?: 'form' | 'json' } = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${server.issuer}/oauth2/token`, {
    method: 'POST',
    headers: {
      'content-type': type === 'form' ? 'application/x-www-form-urlencoded' : 'application/json',
      ...(key === null ? {} : { authorization: `Basic ${btoa(key)}` }),
    },
    body: type === 'form' ? new URLSearchParams(fields).toString() : JSON.stringify(fields),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

const fieldsOf = ({ landed, checks }: Login): Record<string, string> => ({
  grant_type: 'authorization_code',
  code: landed.searchParams.get('code') ?? '',
  redirect_uri: REDIRECT,
  ...(checks.pkceCodeVerifier ? { code_verifier: checks.pkceCodeVerifier } : {}),
})
const refusedGrant = {
  status: 400,
  body: expect.objectContaining({ code: 'invalid_grant', error: 'ERR_OAUTH_GRANT', msg: expect.any(String) }),
}
const isValid = async (accessToken: string) => {
  const answer = await post('/auth/validate', { accessToken }, harbor.publishableKey)
  return answer.error ?? 'valid'
}

describe('openid-client as relying party', () => {
  test.each<[string, () => oidc.ClientAuth, boolean]>([
    ['none, with PKCE', () => oidc.None(), true],
    ['client_secret_basic', () => oidc.ClientSecretBasic(harbor.secretKey), true],
    ['client_secret_post', () => oidc.ClientSecretPost(harbor.secretKey), true],
    ['client_secret_basic without PKCE', () => oidc.ClientSecretBasic(harbor.secretKey), false],
    ['client_secret_post without PKCE', () => oidc.ClientSecretPost(harbor.secretKey), false],
  ])('default: login works with %s', async (_, auth, hasChallenge) => {
    const started = await login(auth(), { hasChallenge })
    const tokens = await exchange(started)
    const address = wallet().address
    expect(tokens.claims()).toMatchObject({
      iss: server.issuer,
      aud: harbor.publishableKey,
      sub: `ethereum:${address}`,
      nonce: started.checks.expectedNonce,
      email: `${address.toLowerCase()}@wallet.invalid`,
      email_verified: false,
      walletAddress: address,
    })
    // Picket's client stores the whole answer and reads its `user`.
    expect(tokens).toMatchObject({
      accessToken: tokens.access_token,
      tokenType: 'Bearer',
      expires_in: 43_200,
      scope: 'openid email profile',
      user: { chain: 'ethereum', walletAddress: address, displayAddress: address, tokenBalances: {} },
    })
    const sub = `ethereum:${address}`
    const user = await oidc.fetchUserInfo(started.config, tokens.access_token, sub)
    expect(user).toMatchObject({ sub, preferred_username: address, email_verified: false })
  })

  test('behavior: the ID token verifies with the published keys, and its at_hash matches the access token', async () => {
    const started = await login(oidc.None())
    const tokens = await exchange(started)
    const keys = createRemoteJWKSet(new URL(started.config.serverMetadata().jwks_uri ?? ''), {
      timeoutDuration: 60_000,
    })
    const { payload, protectedHeader } = await jwtVerify(tokens.id_token ?? '', keys, {
      issuer: server.issuer,
      audience: harbor.publishableKey,
    })
    expect(protectedHeader).toMatchObject({ alg: 'ES256', kid: expect.any(String) })
    const half = createHash('sha256').update(tokens.access_token).digest().subarray(0, 16)
    expect(payload.at_hash).toBe(half.toString('base64url'))
    // An ID token is for the client only; the API does not accept it.
    expect(await isValid(tokens.id_token ?? '')).toBe('ERR_TOKEN_INVALID')
    await expect(
      oidc.fetchUserInfo(started.config, tokens.id_token ?? '', oidc.skipSubjectCheck),
    ).rejects.toThrow()
  })

  test('behavior: userinfo also answers POST, as Cognito sends it', async () => {
    const tokens = await exchange(await login(oidc.None()))
    const ask = (init: RequestInit) => fetch(`${server.issuer}/oauth2/userinfo`, { method: 'POST', ...init })
    const bearer = await ask({ headers: { authorization: `Bearer ${tokens.access_token}` } })
    const form = await ask({ body: new URLSearchParams({ access_token: tokens.access_token }) })
    for (const answer of [bearer, form]) {
      expect([answer.status, await answer.json()]).toMatchObject([200, { walletAddress: wallet().address }])
    }
    const without = await ask({})
    expect([without.status, without.headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer realm="palisade", error="invalid_token"',
    ])
  })

  test('behavior: state returns byte for byte, whatever it contains', async () => {
    const config = await discover(oidc.None())
    const state = `${randomBytes(30).toString('base64')}=&?#%20+ü🦉"<'`
    const url = oidc.buildAuthorizationUrl(config, { redirect_uri: REDIRECT, state })
    const answer = await fetch(await sign(url), { redirect: 'manual' })
    expect(new URL(answer.headers.get('location') ?? '').searchParams.get('state')).toBe(state)
  })

  test('behavior: a redirect URI keeps its registered query', async () => {
    const config = await discover(oidc.None())
    const url = oidc.buildAuthorizationUrl(config, { redirect_uri: `${REDIRECT}?shop=1`, state: 's' })
    const answer = await fetch(await sign(url), { redirect: 'manual' })
    const [, iss] =
      /^https:\/\/harbor\.example\/callback\?shop=1&code=[0-9a-f]{64}&state=s&iss=([^&]+)$/.exec(
        answer.headers.get('location') ?? '',
      ) ?? []
    expect(decodeURIComponent(iss ?? '')).toBe(server.issuer)
  })

  test('behavior: revoking ends the token at once', async () => {
    const started = await login(oidc.None())
    const tokens = await exchange(started)
    expect(await isValid(tokens.access_token)).toBe('valid')
    await oidc.tokenRevocation(await discover(oidc.None(), other), tokens.access_token)
    expect(await isValid(tokens.access_token)).toBe('valid')
    await oidc.tokenRevocation(started.config, tokens.access_token)
    expect(await isValid(tokens.access_token)).toBe('ERR_TOKEN_INVALID')
    await oidc.tokenRevocation(started.config, 'never.heard.of')
  })

  test('behavior: every site may read and cache discovery and keys', async () => {
    for (const path of ['/.well-known/openid-configuration', '/.well-known/jwks.json']) {
      const answer = await fetch(`${server.issuer}${path}`, { headers: { origin: 'https://any.example' } })
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, '*'])
      expect(answer.headers.get('cache-control')).toMatch(/^public, max-age=\d+$/)
      expect(JSON.stringify(await answer.json())).not.toContain('"d"')
    }
  })
})

describe('codes', () => {
  test('refuses: a wrong verifier, and a missing one after a challenge (ERR_OAUTH_GRANT)', async () => {
    const verifier = oidc.randomPKCECodeVerifier()
    expect(await askToken({ ...fieldsOf(await login(oidc.None())), code_verifier: verifier })).toEqual(
      refusedGrant,
    )
    const { code_verifier: _, ...fields } = fieldsOf(await login(oidc.None()))
    expect(await askToken(fields)).toEqual(refusedGrant)
    expect(await askToken({ ...fieldsOf(await login(oidc.None())), code_verifier: 'short' })).toEqual(
      refusedGrant,
    )
  })

  test('refuses: a verifier without a challenge (ERR_OAUTH_GRANT)', async () => {
    const started = await login(oidc.None(), { hasChallenge: false })
    const fields = { ...fieldsOf(started), code_verifier: oidc.randomPKCECodeVerifier() }
    expect(await askToken(fields, { key: harbor.secretKey })).toEqual(refusedGrant)
  })

  test('refuses: a public client without a challenge (ERR_OAUTH_GRANT)', async () => {
    const started = await login(oidc.None(), { hasChallenge: false })
    expect(await askToken(fieldsOf(started))).toEqual(refusedGrant)
  })

  test('behavior: a secret key alone, as Picket’s Node client sends it, needs no challenge', async () => {
    const started = await login(oidc.None(), { hasChallenge: false })
    const answer = await askToken(fieldsOf(started), { key: harbor.secretKey, type: 'json' })
    expect(answer).toMatchObject({ status: 200, body: { tokenType: 'Bearer', expiresIn: 43_200 } })
  })

  test('refuses: a second use of a code, which also revokes the first token (ERR_OAUTH_GRANT)', async () => {
    const started = await login(oidc.None())
    const first = await askToken(fieldsOf(started))
    const accessToken = String(first.body.accessToken)
    expect([first.status, await isValid(accessToken)]).toEqual([200, 'valid'])
    expect(await askToken(fieldsOf(started), { type: 'json' })).toEqual(refusedGrant)
    expect(await isValid(accessToken)).toBe('ERR_TOKEN_INVALID')
  })

  test('behavior: one of 16 parallel uses wins, and the other uses revoke its token', async () => {
    const started = await login(oidc.None())
    const answers = await Promise.all(Array.from({ length: 16 }, () => askToken(fieldsOf(started))))
    const won = answers.filter(({ status }) => status === 200)
    expect(won).toHaveLength(1)
    expect(await isValid(String(won[0]?.body.accessToken))).toBe('ERR_TOKEN_INVALID')
  })

  test('refuses: a code older than a minute (ERR_OAUTH_GRANT)', async () => {
    const started = await login(oidc.None())
    const hash = hashSecret(started.landed.searchParams.get('code') ?? '')
    const sql = 'update oauth_code set expires_at = expires_at - 61 where hash = $1 returning expires_at'
    expect(await server.db.hot.query('age_code', sql, [hash])).toHaveLength(1)
    expect(await askToken(fieldsOf(started))).toEqual(refusedGrant)
  })

  test('refuses: a code of another project (ERR_OAUTH_GRANT)', async () => {
    for (const key of [other.publishableKey, other.secretKey]) {
      expect(await askToken(fieldsOf(await login(oidc.None())), { key })).toEqual(refusedGrant)
    }
  })

  test.each([
    ['an extra slash', 'https://harbor.example/callback/'],
    ['another path', 'https://harbor.example/callbac'],
    ['http', 'http://harbor.example/callback'],
    ['another case', 'https://harbor.example/Callback'],
    ['a fragment', 'https://harbor.example/callback#'],
    ['a user name', 'https://harbor.example@evil.example/callback'],
  ])('refuses: a redirect URI with %s, when asked and when exchanged', async (_, redirectUri) => {
    const config = await discover(oidc.None())
    const url = oidc.buildAuthorizationUrl(config, { redirect_uri: redirectUri, state: 's' })
    const asked = await fetch(url, { redirect: 'manual' })
    expect([asked.status, asked.headers.get('location'), await asked.json()]).toEqual([
      400,
      null,
      expect.objectContaining({
        error: 'ERR_REDIRECT_URI',
        code: 'invalid_request',
        msg: expect.any(String),
      }),
    ])
    const fields = { ...fieldsOf(await login(oidc.None())), redirect_uri: redirectUri }
    expect(await askToken(fields)).toEqual(refusedGrant)
  })
})

describe('clients', () => {
  test.each<[string, () => string | null, () => Record<string, string>]>([
    ['a missing client', () => null, () => ({})],
    ['an unknown key', () => `pk_${'0'.repeat(32)}`, () => ({})],
    ['a wrong secret', () => `${harbor.publishableKey}:sk_${'0'.repeat(32)}`, () => ({})],
    ['another project’s secret', () => `${harbor.publishableKey}:${other.secretKey}`, () => ({})],
    [
      'a secret as client_id in the body',
      () => null,
      () => ({ client_id: harbor.secretKey, client_secret: 'x' }),
    ],
    ['two publishable keys', () => `${harbor.publishableKey}:${other.publishableKey}`, () => ({})],
    ['a secret in both header and body', () => harbor.secretKey, () => ({ client_secret: harbor.secretKey })],
  ])('refuses: %s (ERR_OAUTH_CLIENT)', async (_, key, more) => {
    const started = await login(oidc.None())
    const { status, body } = await askToken({ ...fieldsOf(started), ...more() }, { key: key() })
    expect([status, body]).toEqual([
      401,
      expect.objectContaining({ code: 'invalid_client', error: 'ERR_OAUTH_CLIENT' }),
    ])
    expect(JSON.stringify(body)).not.toMatch(/[ps]k_[0-9a-f]{8}/)
    // The refused request did not use up the code.
    expect((await askToken(fieldsOf(started))).status).toBe(200)
  })

  test('refuses: the password grant by name, for any client (ERR_OAUTH_GRANT_TYPE)', async () => {
    for (const key of [harbor.secretKey, null]) {
      const fields = { grant_type: 'password', username: wallet().address, password: '0x' }
      const { status, body } = await askToken(fields, { key })
      expect([status, body]).toEqual([
        400,
        expect.objectContaining({
          code: 'unsupported_grant_type',
          error: 'ERR_OAUTH_GRANT_TYPE',
          msg: expect.stringContaining('password grant is not supported'),
        }),
      ])
    }
  })

  test('refuses: a secret key as client_id in a URL, without repeating it (ERR_OAUTH_CLIENT)', async () => {
    const url = `${server.issuer}/oauth2/authorize?client_id=${harbor.secretKey}&redirect_uri=${encodeURIComponent(REDIRECT)}`
    for (const accept of ['*/*', 'text/html']) {
      const answer = await fetch(url, { redirect: 'manual', headers: { accept } })
      const text = await answer.text()
      expect([answer.status, answer.headers.get('location')]).toEqual([401, null])
      expect(text).toContain('Roll that key')
      expect(text).not.toContain(harbor.secretKey)
    }
  })

  test('behavior: a page on an allowed domain may exchange a code, any other may not', async () => {
    const exchangeFrom = async (origin: string) => {
      const answer = await fetch(`${server.issuer}/oauth2/token`, {
        method: 'POST',
        headers: {
          authorization: `Basic  ${btoa(harbor.publishableKey)}`,
          'content-type': 'application/json',
          origin,
        },
        body: JSON.stringify(fieldsOf(await login(oidc.None()))),
      })
      return [answer.status, answer.headers.get('access-control-allow-origin'), answer.headers.get('vary')]
    }
    expect(await exchangeFrom('https://harbor.example')).toEqual([200, 'https://harbor.example', 'Origin'])
    expect(await exchangeFrom('https://evil.example')).toEqual([403, 'https://evil.example', 'Origin'])
  })
})
