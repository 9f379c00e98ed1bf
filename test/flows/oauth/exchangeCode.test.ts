import { describe, expect, test } from 'vitest'
import type { ProjectId } from '../../../app/core/project/types.ts'
import { readAccessToken } from '../../../app/flows/api/readAccessToken.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { authenticateClient } from '../../../app/flows/oauth/authenticateClient.ts'
import { exchangeCode } from '../../../app/flows/oauth/exchangeCode.ts'
import { readUserInfo } from '../../../app/flows/oauth/readUserInfo.ts'
import { revokeToken } from '../../../app/flows/oauth/revokeToken.ts'
import { fakeKey, project, publishableKey, secretKey } from '../../fakes/fakeApi.ts'
import { NOW } from '../../fakes/fakeContext.ts'
import { askWith, openOauth, REDIRECT, signIn, VERIFIER, wallet } from './enterOauth.ts'

const refused = expect.objectContaining({ code: 'ERR_OAUTH_GRANT' })
const asPublic = { publishableKey, secretKey: null, clientAddress: null }
const asSecret = { publishableKey: null, secretKey, clientAddress: null }
const noChallenge = askWith({ code_challenge: null, code_challenge_method: null })

async function exchange(
  ctx: FlowContext,
  code: string,
  { keys = asPublic, ...over }: Partial<Parameters<typeof exchangeCode>[1]> & { keys?: Keys } = {},
) {
  const client = await authenticateClient(ctx, keys)
  return exchangeCode(ctx, { client, code, redirectUri: REDIRECT, codeVerifier: VERIFIER, ...over })
}
type Keys = Parameters<typeof authenticateClient>[1]

describe('exchangeCode', () => {
  test('default: an access token of the project, and no ID token unless asked for', async () => {
    const { ctx } = openOauth()
    const { code } = await signIn(ctx)
    const given = await exchange(ctx, code)
    expect(given).toMatchObject({ scope: '', idToken: null })
    expect(
      await readAccessToken(ctx, { project, accessToken: given.accessToken, chain: null }),
    ).toMatchObject({
      aud: project.id,
      sub: `ethereum:${wallet.address}`,
      exp: NOW + 12 * 3600,
    })
  })

  test('default: an ID token for the client, if the scope is openid', async () => {
    const { ctx } = openOauth()
    const { code } = await signIn(ctx, askWith({ scope: 'openid email', nonce: 'n-1' }))
    const { idToken, scope } = await exchange(ctx, code)
    expect(scope).toBe('openid email')
    expect(await ctx.tokens.verify(idToken ?? '')).toEqual({
      iss: 'https://palisade.example/api/v1',
      aud: publishableKey,
      sub: `ethereum:${wallet.address}`,
      iat: NOW,
      exp: NOW + 12 * 3600,
      auth_time: NOW,
      nonce: 'n-1',
      at_hash: expect.stringMatching(/^[\w-]{22}$/),
      name: wallet.address,
      preferred_username: wallet.address,
      email: `${wallet.address.toLowerCase()}@wallet.invalid`,
      email_verified: false,
      chain: 'ethereum',
      walletAddress: wallet.address,
      displayAddress: wallet.address,
      tokenBalances: {},
    })
  })

  test('behavior: the secret key needs no challenge', async () => {
    const { ctx } = openOauth()
    const { code } = await signIn(ctx, noChallenge)
    expect(await exchange(ctx, code, { keys: asSecret, codeVerifier: null })).toHaveProperty('accessToken')
  })

  test.each<[string, ReturnType<typeof askWith>, Parameters<typeof exchange>[2]]>([
    ['another verifier', askWith(), { codeVerifier: 'w'.repeat(43) }],
    ['no verifier', askWith(), { codeVerifier: null }],
    ['no verifier, with the secret key', askWith(), { codeVerifier: null, keys: asSecret }],
    ['no challenge and no secret key', noChallenge, { codeVerifier: null }],
    ['a verifier without a challenge', noChallenge, { keys: asSecret }],
    ['another redirect URI', askWith(), { redirectUri: `${REDIRECT}/` }],
    ['no redirect URI', askWith(), { redirectUri: null }],
  ])('refuses: %s, and the code is used up (ERR_OAUTH_GRANT)', async (_, parameters, over) => {
    const { ctx } = openOauth()
    const { code } = await signIn(ctx, parameters)
    await expect(exchange(ctx, code, over)).rejects.toThrowError(refused)
    const right = parameters === noChallenge ? { keys: asSecret, codeVerifier: null } : {}
    await expect(exchange(ctx, code, right)).rejects.toThrowError(refused)
  })

  test('refuses: a second use, and revokes the token of the first (ERR_OAUTH_GRANT)', async () => {
    const { ctx } = openOauth()
    const { code } = await signIn(ctx)
    const { accessToken } = await exchange(ctx, code)
    await expect(exchange(ctx, code)).rejects.toThrowError(refused)
    await expect(readAccessToken(ctx, { project, accessToken, chain: null })).rejects.toThrowError(
      expect.objectContaining({ code: 'ERR_TOKEN_INVALID' }),
    )
  })

  test('refuses: a code after a minute, and an unknown code (ERR_OAUTH_GRANT)', async () => {
    const { ctx, state } = openOauth()
    const { code } = await signIn(ctx)
    state.now += 60
    await expect(exchange(ctx, code)).rejects.toThrowError(refused)
    await expect(exchange(ctx, 'f'.repeat(64))).rejects.toThrowError(refused)
  })

  test('refuses: the code of another project, and revokes nothing of it (ERR_OAUTH_GRANT)', async () => {
    const { ctx, state } = openOauth()
    const id = '00000000-0000-4000-8000-000000000002' as ProjectId
    const foreign = `pk_${'4'.repeat(32)}`
    state.api.projects.push({ ...project, id })
    state.api.keys.push(fakeKey(foreign, { projectId: id }))
    const keys = { publishableKey: foreign, secretKey: null, clientAddress: null }
    const { code } = await signIn(ctx)
    const { accessToken } = await exchange(ctx, code)
    await expect(exchange(ctx, code, { keys })).rejects.toThrowError(refused)
    expect(await readAccessToken(ctx, { project, accessToken, chain: null })).toBeTruthy()
    const { code: fresh } = await signIn(ctx)
    await expect(exchange(ctx, fresh, { keys })).rejects.toThrowError(refused)
  })

  test('refuses: another publishable key of the same project (ERR_OAUTH_GRANT)', async () => {
    const { ctx, state } = openOauth()
    const second = `pk_${'5'.repeat(32)}`
    state.api.keys.push(fakeKey(second))
    const { code } = await signIn(ctx)
    const keys = { publishableKey: second, secretKey: null, clientAddress: null }
    await expect(exchange(ctx, code, { keys })).rejects.toThrowError(refused)
  })
})

describe('authenticateClient', () => {
  test.each<[string, Keys]>([
    ['no keys', { publishableKey: null, secretKey: null, clientAddress: null }],
    ['an unknown key', { publishableKey: `pk_${'9'.repeat(32)}`, secretKey: null, clientAddress: null }],
    [
      'an unknown secret key beside a good publishable one',
      { publishableKey, secretKey: `sk_${'9'.repeat(32)}`, clientAddress: null },
    ],
    ['a secret in the key’s place', { publishableKey: secretKey, secretKey: null, clientAddress: null }],
    ['a key in the secret’s place', { publishableKey: null, secretKey: publishableKey, clientAddress: null }],
  ])('refuses: %s (ERR_OAUTH_CLIENT)', async (_, keys) => {
    const { ctx } = openOauth()
    await expect(authenticateClient(ctx, keys)).rejects.toThrowError(
      expect.objectContaining({ code: 'ERR_OAUTH_CLIENT' }),
    )
  })
})

describe('revokeToken and readUserInfo', () => {
  const begin = async () => {
    const { ctx, state } = openOauth()
    const { code } = await signIn(ctx)
    const { accessToken } = await exchange(ctx, code)
    const client = await authenticateClient(ctx, asPublic)
    return { ctx, state, accessToken, client }
  }

  test('default: a token describes its wallet until it is revoked', async () => {
    const { ctx, accessToken, client } = await begin()
    expect(await readUserInfo(ctx, { accessToken, clientAddress: null })).toMatchObject({
      project: { id: project.id },
      user: { sub: `ethereum:${wallet.address}`, email_verified: false, tokenBalances: {} },
    })
    await revokeToken(ctx, { client, token: accessToken })
    await expect(readUserInfo(ctx, { accessToken, clientAddress: null })).rejects.toThrowError(
      expect.objectContaining({ code: 'ERR_TOKEN_INVALID' }),
    )
    await revokeToken(ctx, { client, token: accessToken })
  })

  test('behavior: revoking another project’s token or an invalid one does nothing and is no error', async () => {
    const { ctx, state, accessToken, client } = await begin()
    const caller = { ...client.caller, project: { ...project, id: 'another' as ProjectId } }
    await revokeToken(ctx, { client: { ...client, caller }, token: accessToken })
    await revokeToken(ctx, { client, token: 'no.such.token' })
    expect(state.api.revoked.size).toBe(0)
  })

  test('refuses: a token of a deleted project (ERR_TOKEN_INVALID)', async () => {
    const { ctx, state, accessToken } = await begin()
    state.api.projects = []
    await expect(readUserInfo(ctx, { accessToken, clientAddress: null })).rejects.toThrowError(
      expect.objectContaining({ code: 'ERR_TOKEN_INVALID' }),
    )
  })
})
