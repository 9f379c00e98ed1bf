import { describe, expect, onTestFinished, test } from 'vitest'
import { flowChain } from '../../../app/core/chain/chains.ts'
import { setOwnChains } from '../../../app/core/chain/ownChains.ts'
import type { ChainSlug } from '../../../app/core/chain/types.ts'
import type { FlatRequirement } from '../../../app/core/flatRequirement/types.ts'
import { composeAuthorization } from '../../../app/flows/oauth/composeAuthorization.ts'
import { describeGateTokens } from '../../../app/flows/oauth/describeGateTokens.ts'
import { finishAuthorization } from '../../../app/flows/oauth/finishAuthorization.ts'
import { startAuthorization } from '../../../app/flows/oauth/startAuthorization.ts'
import { fakeKey, secretKey } from '../../fakes/fakeApi.ts'
import { contract, NOW } from '../../fakes/fakeContext.ts'
import { signText, walletOf } from '../unlocks/signText.ts'
import { askWith, CHALLENGE, openOauth, REDIRECT, signIn, wallet } from './enterOauth.ts'

const flat: FlatRequirement = {
  contractAddress: contract,
  minTokenBalance: '2',
  allowedWallets: null,
  tokenIds: [],
  collection: [],
  creatorAddress: null,
}
const onPolygon = { requirement: { chain: 'polygon' as ChainSlug, flat } }
const refusal = (code: string) => expect.objectContaining({ code })
const start = (ctx: Parameters<typeof startAuthorization>[0], over: Record<string, string | null> = {}) =>
  startAuthorization(ctx, { parameters: askWith(over), clientAddress: null })

const CONTEXT = {
  domain: 'harbor.example',
  uri: 'https://harbor.example',
  issuedAt: new Date(NOW * 1000).toISOString(),
}

describe('startAuthorization', () => {
  test('default: a request without a signature is asked of a person', async () => {
    const { ctx } = openOauth()
    expect(await start(ctx)).toMatchObject({
      kind: 'asked',
      target: { redirectUri: REDIRECT, state: 'st', responseMode: 'query' },
      project: { name: 'Harbor' },
      chain: { slug: 'ethereum' },
      isChainOpen: true,
    })
  })

  test('refuses: the page connects no wallet of Flow (ERR_OAUTH_REQUEST)', async () => {
    const { ctx } = openOauth()
    setOwnChains([flowChain])
    onTestFinished(() => setOwnChains([]))
    expect(await start(ctx, { chain: 'flow' })).toMatchObject({
      kind: 'refused',
      error: { code: 'ERR_OAUTH_REQUEST', message: expect.stringContaining('Flow') },
    })
  })

  test('behavior: the project’s stored requirement chooses the chain', async () => {
    const { ctx } = openOauth(onPolygon)
    expect(await start(ctx)).toMatchObject({ chain: { slug: 'polygon' }, isChainOpen: false })
  })

  test('behavior: a signature in the URL gives a code at once, stored as a hash for a minute', async () => {
    const { ctx, state } = openOauth()
    const asked = {
      parameters: askWith(),
      clientAddress: null,
      chain: 'ethereum',
      walletAddress: wallet.address,
    }
    await composeAuthorization(ctx, asked)
    const [nonce] = state.api.projectNonces
    const issuedAt = new Date(NOW * 1000).toISOString()
    const message = [
      `harbor.example wants you to sign in with your Ethereum account:\n${wallet.address}\n`,
      `${nonce?.statement}\n`,
      `URI: https://harbor.example\nVersion: 1\nChain ID: 1\nNonce: ${nonce?.value}\nIssued At: ${issuedAt}`,
    ].join('\n')
    const started = await start(ctx, {
      chain: 'ethereum',
      walletAddress: wallet.address,
      signature: signText(wallet, message),
      domain: 'harbor.example',
      uri: 'https://harbor.example',
      issuedAt,
    })
    const code = started.kind === 'granted' ? started.code : ''
    expect(code).toMatch(/^[0-9a-f]{64}$/)
    expect(state.api.codes).toEqual([
      expect.objectContaining({
        hash: ctx.hashSecret(code),
        redirectUri: REDIRECT,
        codeChallenge: CHALLENGE,
        expiresAt: NOW + 60,
        usedAt: null,
      }),
    ])
    expect(JSON.stringify(state.api.codes)).not.toContain(code)
  })

  test('refuses: a message for the authorize page’s own site that came in a URL (ERR_LOGIN_MISMATCH)', async () => {
    const { ctx } = openOauth()
    const asked = {
      parameters: askWith(),
      clientAddress: null,
      chain: 'ethereum',
      walletAddress: wallet.address,
    }
    const { message, context } = await composeAuthorization(ctx, asked)
    const { domain, uri, issuedAt } = context
    const login = {
      walletAddress: wallet.address,
      signature: signText(wallet, message),
      domain,
      uri,
      issuedAt,
    }
    const started = await start(ctx, login)
    expect(started).toMatchObject({ kind: 'refused', error: refusal('ERR_LOGIN_MISMATCH') })
  })

  test.each<[string, Record<string, string | null>, string]>([
    ['no client', { client_id: null }, 'ERR_OAUTH_CLIENT'],
    ['an unknown client', { client_id: `pk_${'9'.repeat(32)}` }, 'ERR_OAUTH_CLIENT'],
    ['a secret key', { client_id: secretKey }, 'ERR_OAUTH_CLIENT'],
    ['no redirect URI', { redirect_uri: null }, 'ERR_REDIRECT_URI'],
    ['a URI with an extra slash', { redirect_uri: `${REDIRECT}/` }, 'ERR_REDIRECT_URI'],
    ['a URI with an extra query', { redirect_uri: `${REDIRECT}?a` }, 'ERR_REDIRECT_URI'],
    ['another host', { redirect_uri: 'https://harbor.example.evil.example/callback' }, 'ERR_REDIRECT_URI'],
    ['a URI with a script', { redirect_uri: 'javascript:alert(1)' }, 'ERR_REDIRECT_URI'],
  ])('refuses: %s without a redirect', async (_, over, code) => {
    const { ctx } = openOauth()
    await expect(start(ctx, over)).rejects.toThrowError(refusal(code))
  })

  test('refuses: a secret key in a URL, with the advice to roll it and without repeating it', async () => {
    const { ctx } = openOauth()
    const error = await start(ctx, { client_id: secretKey }).catch(
      (thrown: Error & { hint?: string }) => thrown,
    )
    expect(error).toMatchObject({ hint: expect.stringContaining('Roll that key') })
    expect(JSON.stringify(error)).not.toContain(secretKey)
  })

  test('refuses: a key that has ended (ERR_OAUTH_CLIENT)', async () => {
    const { ctx, state } = openOauth()
    const ended = `pk_${'3'.repeat(32)}`
    state.api.keys.push(fakeKey(ended, { endsAt: NOW }))
    await expect(start(ctx, { client_id: ended })).rejects.toThrowError(refusal('ERR_OAUTH_CLIENT'))
  })

  test.each<[string, Record<string, string>, object]>([
    ['a plain challenge', { code_challenge_method: 'plain' }, refusal('ERR_OAUTH_REQUEST')],
    ['an unknown chain', { chain: 'tron' }, refusal('ERR_CHAIN_UNKNOWN')],
    [
      'prompt=none',
      { prompt: 'none' },
      expect.objectContaining({ details: { oauthError: 'login_required' } }),
    ],
    [
      'a login that nobody began',
      { walletAddress: wallet.address, signature: '0x00', ...CONTEXT },
      refusal('ERR_NONCE_UNKNOWN'),
    ],
  ])('behavior: %s is reported to the client', async (_, over, error) => {
    const { ctx } = openOauth()
    expect(await start(ctx, over)).toMatchObject({
      kind: 'refused',
      target: { redirectUri: REDIRECT },
      error,
    })
  })

  test('behavior: a signature without its context is no login yet', async () => {
    const { ctx } = openOauth()
    const over = { walletAddress: wallet.address, signature: '0x00' }
    expect(await start(ctx, over)).toMatchObject({ kind: 'asked' })
  })
})

describe('the steps of the authorize page', () => {
  test('default: a message for this server’s own site, and a code for its signature', async () => {
    const { ctx, state } = openOauth()
    const { code, message } = await signIn(ctx)
    expect(message.split('\n').slice(0, 2)).toEqual([
      'palisade.example wants you to sign in with your Ethereum account:',
      wallet.address,
    ])
    expect(code).toMatch(/^[0-9a-f]{64}$/)
    expect(state.api.codes[0]?.grant).toMatchObject({ walletAddress: wallet.address, authenticatedAt: NOW })
  })

  test('behavior: a project with simple messages gets one, and it names this server', async () => {
    const { ctx, state } = openOauth({ format: 'simple' })
    const { message } = await signIn(ctx)
    expect(message).toContain('palisade.example')
    expect(message).toContain(`\n\nAddress: ${wallet.address}\nNonce: `)
    expect(state.api.codes[0]?.grant.format).toBe('simple')
  })

  test('behavior: a requirement’s chain replaces the chosen one', async () => {
    const { ctx, state } = openOauth(onPolygon)
    const { message } = await signIn(ctx, askWith(), 'ethereum')
    expect(message).toContain('\nChain ID: 137\n')
    expect(state.api.codes[0]?.grant.chain).toBe('polygon')
  })

  test('refuses: a wallet that does not meet the stored requirement, whatever the URL asks (ERR_REQUIREMENT_UNMET)', async () => {
    const { ctx, state } = openOauth({ requirement: { chain: 'ethereum' as ChainSlug, flat } })
    state.balance = 1n
    const listed = askWith({ allowedWallets: wallet.address })
    await expect(signIn(ctx, listed)).rejects.toThrowError(refusal('ERR_REQUIREMENT_UNMET'))
    expect(state.api.codes).toEqual([])
  })

  test('refuses: a wallet that does not meet the URL’s further requirement (ERR_REQUIREMENT_UNMET)', async () => {
    const { ctx } = openOauth({ requirement: { chain: 'ethereum' as ChainSlug, flat } })
    const more = askWith({ contractAddress: contract, minTokenBalance: '3' })
    await expect(signIn(ctx, more)).rejects.toThrowError(refusal('ERR_REQUIREMENT_UNMET'))
  })

  test('refuses: a login if the chain does not answer, as unchecked and not unmet (ERR_CHAIN_READ)', async () => {
    const { ctx, state } = openOauth({ requirement: { chain: 'ethereum' as ChainSlug, flat } })
    state.balance = 'down'
    await expect(signIn(ctx)).rejects.toThrowError(refusal('ERR_CHAIN_READ'))
  })

  test('refuses: another wallet’s signature, and the login can still be finished (ERR_SIGNATURE_INVALID)', async () => {
    const { ctx } = openOauth()
    const asked = {
      parameters: askWith(),
      clientAddress: null,
      chain: 'ethereum',
      walletAddress: wallet.address,
    }
    const { message, ...prepared } = await composeAuthorization(ctx, asked)
    const forged = { ...asked, ...prepared, signature: signText(walletOf(8), message) }
    await expect(finishAuthorization(ctx, forged)).rejects.toThrowError(refusal('ERR_SIGNATURE_INVALID'))
    const signed = { ...asked, ...prepared, signature: signText(wallet, message) }
    expect(await finishAuthorization(ctx, signed)).toHaveProperty('code')
    await expect(finishAuthorization(ctx, signed)).rejects.toThrowError(refusal('ERR_NONCE_UNKNOWN'))
  })

  test('behavior: the tokens of both requirements are named as far as their chain describes them', async () => {
    const { ctx } = openOauth({ requirement: { chain: 'ethereum' as ChainSlug, flat } })
    const parameters = askWith({ contractAddress: '0xnot-an-address', minTokenBalance: '1' })
    expect(await describeGateTokens(ctx, { parameters, clientAddress: null })).toEqual([
      { chain: 'ethereum', id: contract, description: { kind: 'erc721', name: 'Night Owls', symbol: 'OWL' } },
    ])
  })
})
