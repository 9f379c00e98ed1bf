import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectRefusal } from './expectRefusal.ts'
import { type Address, listAddresses } from './listAddresses.ts'
import { type ApiProject, type OpenedApi, openApi } from './openApi.ts'
import { basic, logIn, openWallet } from './signLogin.ts'

let api: OpenedApi
let project: ApiProject
let other: ApiProject
let addresses: Address[]
const owl = openWallet('owl')
beforeAll(async () => {
  api = await openApi({ limitFactor: 10_000 })
  project = await api.makeProject()
  other = await api.makeProject()
  addresses = await listAddresses({ api, project, wallet: owl })
})
afterAll(() => api?.close())

const b64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64')
const withHeader = (address: Address, authorization: string | undefined) =>
  api.call({ ...address, headers: authorization === undefined ? {} : { authorization } })
/** Requests that could come from an OAuth client are refused in OAuth's form. */
const isOauth = ({ name }: Address) => name.startsWith('/oauth2/')

describe('keys', () => {
  test('refuses: a request without a key (ERR_KEY_MISSING)', async () => {
    for (const address of addresses) {
      const answer = await withHeader(address, undefined)
      expectRefusal({ answer, status: 401 })
      if (!isOauth(address)) {
        expect(answer.json).toMatchObject({ error: 'ERR_KEY_MISSING', code: 'authentication_required' })
      }
    }
  })

  test.each([
    ['an unknown publishable key', `Basic ${b64(`pk_${'0'.repeat(32)}`)}`],
    ['an unknown secret key', `Basic ${b64(`sk_${'0'.repeat(32)}:`)}`],
    ['text that is not base64', 'Basic !!!***'],
    ['an empty value', 'Basic'],
    ['only spaces after the scheme', 'Basic    '],
    ['an empty name', `Basic ${b64(':')}`],
    ['a name of spaces', `Basic ${b64('   :')}`],
    ['NUL', `Basic ${b64('\u0000')}`],
    ['bytes that are not UTF-8', `Basic ${b64(new Uint8Array([0xff, 0xfe, 0x3a]))}`],
    ['a hundred thousand characters', `Basic ${'A'.repeat(100_000)}`],
    ['another scheme', 'Bearer abc.def.ghi'],
    ['a missing scheme', b64(`pk_${'0'.repeat(32)}`)],
    ['two credentials', `Basic ${b64(`pk_${'0'.repeat(32)}`)}, Basic ${b64(`pk_${'1'.repeat(32)}`)}`],
    ['the name of a prototype property', `Basic ${b64('__proto__')}`],
    ['SQL', `Basic ${b64("' OR 1=1 --")}`],
  ])('refuses: %s (ERR_KEY_UNKNOWN)', async (_, authorization) => {
    for (const address of addresses) {
      const answer = await withHeader(address, authorization)
      expectRefusal({ answer, status: 401, secrets: [authorization, authorization.slice(6)] })
      if (isOauth(address)) continue
      expect(answer.json).toMatchObject({ error: 'ERR_KEY_UNKNOWN', code: 'api_key_invalid' })
    }
  })

  test('refuses: keys in another case, cut short or extended', async () => {
    for (const key of [
      project.publishableKey.toUpperCase(),
      project.publishableKey.slice(0, -1),
      `${project.secretKey}0`,
    ]) {
      for (const address of addresses) {
        expectRefusal({ answer: await withHeader(address, `Basic ${b64(key)}`), status: 401, secrets: [key] })
      }
    }
  })

  test('refuses: a revoked key, and all keys of a deleted project', async () => {
    const gone = await api.makeProject()
    const at = api.ctx.now() - 1
    const revoked = `sk_${api.ctx.createRandomHex(16)}`
    const record = {
      id: randomUUID(),
      projectId: other.id,
      kind: 'secret',
      name: 'x',
      shown: 'x',
      createdAt: at,
      endsAt: null,
    } as const
    await api.ctx.apiKeys.create({ owner: 'operator', key: record, hash: api.ctx.hashSecret(revoked) })
    await api.ctx.apiKeys.end({ owner: 'operator', projectId: other.id, keyId: record.id, endsAt: at })
    await api.ctx.projects.delete({ owner: 'operator', projectId: gone.id })
    for (const key of [revoked, gone.publishableKey, gone.secretKey]) {
      for (const address of addresses) {
        expectRefusal({ answer: await withHeader(address, `Basic ${b64(key)}`), status: 401, secrets: [key] })
      }
    }
  })

  test('refuses: a publishable key where the secret one is needed (ERR_KEY_FORBIDDEN)', async () => {
    const secret = addresses.filter(({ name }) => /tokenOwnership|contracts/.test(name))
    expect(secret).toHaveLength(2)
    for (const address of secret) {
      const answer = await api.call({ ...address, headers: basic(project.publishableKey) })
      expectRefusal({ answer, status: 403, error: 'ERR_KEY_FORBIDDEN', secrets: [project.publishableKey] })
      expect(answer.json.code).toBe('permission_denied')
    }
  })

  test('refuses: the key of another project for a token or code of this one', async () => {
    const { accessToken } = await logIn({ api, key: project.publishableKey, wallet: owl })
    const fresh = await listAddresses({ api, project, wallet: owl })
    for (const key of [other.publishableKey, other.secretKey]) {
      for (const path of ['/auth/validate', '/authz']) {
        const body = { accessToken, requirements: { allowedWallets: [owl.address] } }
        const answer = await api.call({ path, headers: basic(key), body })
        expectRefusal({ answer, status: 401, error: 'ERR_TOKEN_INVALID', secrets: [accessToken, key] })
      }
      const revoke = await api.call({
        path: '/oauth2/revoke',
        headers: basic(key),
        body: { token: accessToken },
      })
      expect(revoke.status).toBeLessThan(500)
      const exchange = fresh.find(({ name }) => name === '/oauth2/token')
      if (exchange) {
        const answer = await api.call({ ...exchange, headers: basic(key) })
        expectRefusal({
          answer,
          status: 400,
          error: 'ERR_OAUTH_GRANT',
          secrets: [String(exchange.body?.code)],
        })
      }
    }
    const mine = { path: '/auth/validate', headers: basic(project.publishableKey), body: { accessToken } }
    expect((await api.call(mine)).status).toBe(200)
  })

  test('refuses: a secret key in a URL, because logs keep URLs', async () => {
    const { secretKey: key } = project
    for (const query of [`?key=${key}`, `?api_key=${key}`, `?client_id=${key}`]) {
      for (const address of addresses) {
        expectRefusal({
          answer: await api.call({ ...address, path: `${address.path}${query}`, headers: {} }),
          secrets: [key],
        })
      }
    }
    const authorize = await api.call({
      method: 'GET',
      path: `/oauth2/authorize?client_id=${key}&redirect_uri=https%3A%2F%2Fharbor.example%2Fcallback&state=s`,
    })
    expectRefusal({ answer: authorize, secrets: [key] })
    expect(authorize.headers.get('location')).toBeNull()
  })
})
