import { createHmac, createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatPublicKey } from '../../app/crypto/signingKeys.ts'
import { expectRefusal } from './expectRefusal.ts'
import { type ApiProject, type OpenedApi, openApi } from './openApi.ts'
import { basic, logIn, openWallet } from './signLogin.ts'

let api: OpenedApi
let project: ApiProject
let accessToken: string
const owl = openWallet('owl')
beforeAll(async () => {
  api = await openApi({ limitFactor: 10_000 })
  project = await api.makeProject()
  accessToken = (await logIn({ api, key: project.publishableKey, wallet: owl })).accessToken
})
afterAll(() => api?.close())

type Json = Readonly<Record<string, unknown>>
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const parts = (token = accessToken) => token.split('.') as [string, string, string]
const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Json
const claimsOf = (token = accessToken) => decode(parts(token)[1])
const headerOf = (token = accessToken) => decode(parts(token)[0])

/** Expect every endpoint that accepts tokens to refuse this one, in the same way. */
async function expectRefused(token: string): Promise<void> {
  const requirements = { allowedWallets: [owl.address] }
  for (const key of [project.publishableKey, project.secretKey]) {
    for (const path of ['/auth/validate', '/authz']) {
      const answer = await api.call({ path, headers: basic(key), body: { accessToken: token, requirements } })
      expectRefusal({
        answer,
        status: 401,
        error: 'ERR_TOKEN_INVALID',
        secrets: [token, ...token.split('.'), key],
      })
    }
  }
  // Spaces around a header's value are not part of it.
  if (token.trim() !== token) return
  const userinfo = await api.call({
    method: 'GET',
    path: '/oauth2/userinfo',
    headers: { authorization: `Bearer ${token}` },
  })
  expectRefusal({ answer: userinfo, status: 401, secrets: [token] })
}

describe('access tokens', () => {
  test('default: an issued token is accepted', async () => {
    const answer = await api.call({
      path: '/auth/validate',
      headers: basic(project.publishableKey),
      body: { accessToken },
    })
    expect(answer.status).toBe(200)
    const userinfo = await api.call({
      method: 'GET',
      path: '/oauth2/userinfo',
      headers: { authorization: `Bearer ${accessToken}` },
    })
    expect(userinfo.status).toBe(200)
  })

  test.each(['none', 'None', 'NONE', 'nOnE', ''])('refuses: alg "%s" (ERR_TOKEN_INVALID)', async (alg) => {
    const [, claims, signature] = parts()
    for (const header of [
      { ...headerOf(), alg },
      { alg, typ: 'JWT' },
    ]) {
      await expectRefused(`${encode(header)}.${claims}.`)
      await expectRefused(`${encode(header)}.${claims}.${signature}`)
    }
  })

  test('refuses: HS256 with the public key as secret, in every encoding', async () => {
    const { keys } = (await api.call({ method: 'GET', path: '/.well-known/jwks.json' })).json as {
      keys: JsonWebKey[]
    }
    const [jwk] = keys
    if (!jwk) throw new Error('No key is published.')
    const key = createPublicKey({ key: { ...jwk }, format: 'jwk' })
    const secrets = [
      key.export({ type: 'spki', format: 'pem' }),
      key.export({ type: 'spki', format: 'der' }),
      JSON.stringify(jwk),
      String(jwk.x),
      '',
    ]
    for (const secret of secrets) {
      for (const alg of ['HS256', 'HS384', 'HS512']) {
        const signed = `${encode({ ...headerOf(), alg })}.${encode({ ...claimsOf(), exp: 4_000_000_000 })}`
        const hash = `sha${alg.slice(2)}`
        await expectRefused(`${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`)
      }
    }
  })

  test('refuses: a key that the token contains or links to', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const jwk = formatPublicKey({ publicKey })
    const headers: Json[] = [
      { alg: 'ES256', typ: 'JWT', jwk },
      { ...headerOf(), jwk },
      { ...headerOf(), jku: 'http://127.0.0.1:1/keys' },
      { ...headerOf(), x5u: 'http://127.0.0.1:1/keys' },
      { ...headerOf(), kid: '../../../../dev/null' },
      { ...headerOf(), kid: "' OR 1=1 --" },
      { ...headerOf(), kid: '__proto__' },
      { ...headerOf(), kid: ['a'] },
      { ...headerOf(), crit: ['exp'] },
      { ...headerOf(), b64: false },
      headerOf(),
    ]
    for (const header of headers) {
      const signed = `${encode(header)}.${encode(claimsOf())}`
      const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' })
      await expectRefused(`${signed}.${signature.toString('base64url')}`)
    }
  })

  test('refuses: any changed claim', async () => {
    const [header, , signature] = parts()
    const changes: Json = {
      iss: 'https://evil.example/api/v1',
      aud: randomUUID(),
      sub: 'ethereum:0x0000000000000000000000000000000000000001',
      tid: randomUUID(),
      exp: 4_000_000_000,
      iat: 1,
      walletAddress: '0x0000000000000000000000000000000000000001',
      tokenBalances: { contractAddress: { '0x1': '1000' } },
      chain: 'polygon',
      ver: 2,
    }
    for (const [name, value] of Object.entries(changes)) {
      await expectRefused(`${header}.${encode({ ...claimsOf(), [name]: value })}.${signature}`)
    }
  })

  test('refuses: a correctly signed token with a wrong claim', async () => {
    const { sign: issue } = api.ctx.tokens
    const claims = claimsOf()
    const now = api.ctx.now()
    const wrong: Json[] = [
      { ...claims, aud: randomUUID() },
      { ...claims, aud: [project.id] },
      { ...claims, iss: 'https://palisade.example' },
      { ...claims, iss: 'https://palisade.example/api/v1/' },
      { ...claims, exp: now },
      { ...claims, exp: now - 1 },
      { ...claims, exp: 0 },
      { ...claims, exp: String(now + 1000) },
      { ...claims, iat: now + 3600 },
      { ...claims, ver: 2 },
      ...['iss', 'aud', 'sub', 'tid', 'exp', 'iat', 'chain', 'walletAddress', 'tokenBalances'].map((name) => {
        const { [name]: _, ...rest } = claims
        return rest
      }),
    ]
    for (const one of wrong) {
      const token = await issue(one)
      const answer = await api.call({
        path: '/auth/validate',
        headers: basic(project.secretKey),
        body: { accessToken: token },
      })
      expectRefusal({ answer, status: 401, error: 'ERR_TOKEN_INVALID', secrets: [token] })
    }
    const same = await issue({ ...claims, tid: randomUUID() })
    const answer = await api.call({
      path: '/auth/validate',
      headers: basic(project.secretKey),
      body: { accessToken: same },
    })
    expect(answer.status).toBe(200)
  })

  test('refuses: every other encoding of a good token', async () => {
    const [header, claims, signature] = parts()
    const der = Buffer.concat([Buffer.from([0x30, 0x44]), Buffer.from(signature, 'base64url')]).toString(
      'base64url',
    )
    for (const token of [
      `${accessToken}=`,
      ` ${accessToken}`,
      `${accessToken}\n`,
      `${accessToken}.`,
      `${accessToken}.x`,
      `.${claims}.${signature}`,
      `${header}..${signature}`,
      `${header}.${claims}.`,
      `${header}.${claims}`,
      header,
      `${header}.${claims}.${signature.slice(0, -1)}`,
      `${header}.${claims}.${signature}AA`,
      `${header}.${claims}.${'A'.repeat(86)}`,
      `${header}.${claims}.${der}`,
      `${signature}.${claims}.${header}`,
      'aaa.bbb.ccc',
      'null',
      'x'.repeat(16_000),
    ]) {
      await expectRefused(token)
    }
  })

  test('refuses: a revoked token, and the tokens derived from it', async () => {
    const { accessToken: token } = await logIn({ api, key: project.publishableKey, wallet: owl })
    const headers = basic(project.publishableKey)
    const requirements = { allowedWallets: [owl.address] }
    const newer = await api.call({ path: '/authz', headers, body: { accessToken: token, requirements } })
    const revoke = await api.call({ path: '/oauth2/revoke', headers, body: { token } })
    expect(revoke.status).toBe(200)
    await expectRefused(token)
    await expectRefused(String(newer.json.accessToken))
  })
})
