import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import vectors from '../vectors/picketMessages.json'
import { openPicketStage, type PicketStage } from './openPicketStage.ts'
import type { PicketVisit } from './openPicketVisit.ts'

/* picket-js 0.0.92 as published: the calls of a site without its modal, or after it. */
let stage: PicketStage
beforeAll(async () => {
  stage = await openPicketStage()
})
afterAll(() => stage?.close())

describe('the client without its modal', () => {
  test('behavior: chains and chainInfo work', async () => {
    const { call, reload, calls } = await stage.visit()
    const { value } = (await call('chains')) as { value: { chainSlug: string }[] }
    expect(value.map(({ chainSlug }) => chainSlug)).toEqual(
      expect.arrayContaining(['ethereum', 'polygon', 'avalanche']),
    )
    await reload()
    for (const record of value) expect(await call('chainInfo', record.chainSlug)).toEqual({ value: record })
    expect(await call('chainInfo', 'nowhere')).toEqual({
      error: expect.objectContaining({ msg: expect.any(String) }),
    })
    expect(calls).toContain('GET /chains')
  })

  /** What a page has signed by itself, as the parameters of `auth`. */
  async function sign({ call, page }: PicketVisit) {
    const { address: walletAddress } = stage.wallets.holder
    const { value: nonce } = await call('nonce', { chain: 'ethereum', walletAddress })
    expect(nonce).toEqual({ nonce: expect.any(String), statement: expect.any(String), format: 'siwe' })
    const context = {
      domain: new URL(stage.site.origin).host,
      uri: stage.site.origin,
      chainId: 1,
      chainType: 'ethereum',
      issuedAt: new Date().toISOString(),
    }
    const parts = { ...(nonce as object), walletAddress, ...context }
    const signature = await page.evaluate(
      `window.signWithWallet('0x' + Array.from(new TextEncoder().encode(window.Picket.createSigningMessage(${JSON.stringify(parts)})), (byte) => byte.toString(16).padStart(2, '0')).join(''))`,
    )
    return { chain: 'ethereum', walletAddress, signature, context }
  }

  test('behavior: nonce and auth work without the modal, and a signature works once', async () => {
    const visit = await stage.visit()
    const { call } = visit
    const request = await sign(visit)
    expect(await call('auth', request)).toEqual({
      value: { accessToken: expect.any(String), user: stage.user },
    })
    expect(await call('auth', request)).toEqual({
      error: {
        msg: expect.stringContaining('invalid signature'),
        code: 'parameter_invalid',
        error: 'ERR_NONCE_UNKNOWN',
      },
    })
    expect(await call('login', request)).toMatchObject({ error: { error: 'ERR_NONCE_UNKNOWN' } })
  })

  test('behavior: a page may bring its own signature, and make its own authorization URL', async () => {
    const visit = await stage.visit()
    const { call, page } = visit
    const { value } = await call('loginWithTrustedWalletProivder', await sign(visit))
    expect(value).toMatchObject({ user: stage.user })
    const { accessToken } = value as { accessToken: string }
    const requirements = { contractAddress: stage.coin }
    const asked = JSON.stringify({ accessToken, requirements })
    const both = `Promise.all([picket.authz(${asked}), picket.authz(${asked})])`
    const tokenBalances = { contractAddress: { [stage.coin]: '250.5' } }
    expect(await page.evaluate(both)).toEqual(
      [1, 2].map(() =>
        expect.objectContaining({
          user: expect.objectContaining({ tokenBalances }),
        }),
      ),
    )

    const redirectURI = `${stage.site.origin}/callback`
    const codeChallenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
    const parameters = { redirectURI, codeChallenge, state: 'xyz', responseMode: 'code', ...requirements }
    const url = String((await call('getAuthorizationURL', parameters)).value)
    expect(url).toContain(`${stage.demo.facts.api}/oauth2/authorize?`)
    const answer = await fetch(url)
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringMatching(/^<!doctype html>/)])
    const unknown = { code: 'C', codeVerifier: 'V', redirectURI }
    expect(await call('oauth2AuthorizationCodeToken', unknown)).toMatchObject({
      error: { code: 'invalid_grant', msg: expect.any(String) },
    })
  })

  test('behavior: a session passes validate, authz, allowed and refused requirements, a reload and logout', async () => {
    const { call, callAndConnect, reload, calls } = await stage.visit()
    expect(await call('authState')).toEqual({ value: null })
    const { value } = await callAndConnect('login')
    const { accessToken } = value as { accessToken: string }
    const coins = { contractAddress: stage.coin, minTokenBalance: 100 }
    const tooMany = { contractAddress: stage.coin, minTokenBalance: 1000 }
    expect(await call('validate', accessToken)).toMatchObject({
      value: { ...stage.user, aud: expect.any(String), exp: expect.any(Number) },
    })
    expect(await call('validate', accessToken, coins)).toMatchObject({
      error: { error: 'ERR_REQUIREMENT_UNMET' },
    })
    expect(await call('isCurrentUserAuthorized', { requirements: tooMany })).toEqual({ value: false })
    expect(await call('isCurrentUserAuthorized', { requirements: coins })).toEqual({ value: true })
    const asked = calls.length
    expect(await call('isCurrentUserAuthorized', { requirements: coins })).toEqual({ value: true })
    expect(calls).toHaveLength(asked)
    expect(await call('isCurrentUserAuthorized', { requirements: coins, revalidate: true })).toEqual({
      value: true,
    })
    const authz = await call('authz', { accessToken, requirements: coins })
    expect(authz).toMatchObject({
      value: { user: { tokenBalances: { contractAddress: { [stage.coin]: '250.5' } } } },
    })
    await reload()
    expect(await call('authState')).toEqual(authz)
    expect(calls.at(-1)).toBe('POST /auth/validate')
    await call('logout')
    expect(await call('authState')).toEqual({ value: null })
  })

  test('behavior: a tampered token ends the session', async () => {
    const { call, callAndConnect, page, reload } = await stage.visit()
    await callAndConnect('login')
    await page.evaluate(
      `localStorage._picketauth = localStorage._picketauth.replace(/\\.[\\w-]+"/, '.AAAA"')`,
    )
    await reload()
    expect(await call('authState')).toEqual({ value: null })
  })

  test('refuses: a site that the project does not allow, with a readable reason', async () => {
    const { call } = await stage.visit({ url: stage.site.origin.replace('localhost', '127.0.0.1') })
    expect(await call('chains')).toMatchObject({ value: expect.any(Array) })
    expect(await call('nonce', { chain: 'ethereum', walletAddress: stage.wallets.holder.address })).toEqual({
      error: expect.objectContaining({ error: 'ERR_SITE_FORBIDDEN', code: 'permission_denied' }),
    })
  })

  test('behavior: the client still writes the messages of our vectors', async () => {
    const { page } = await stage.visit()
    const inputs = vectors.vectors.map(({ input }) => input)
    const messages = await page.evaluate(
      `${JSON.stringify(inputs)}.map((input) => window.Picket.createSigningMessage(input))`,
    )
    expect(messages).toEqual(vectors.vectors.map(({ message }) => message))
  })
})
