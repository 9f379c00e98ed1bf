import { describe, expect, test } from 'vitest'
import { loadChain } from '../../../app/core/chain/loadChain.ts'
import type { ClientAddress } from '../../../app/core/limit/types.ts'
import type { LoginContext } from '../../../app/core/login/composePicketMessage.ts'
import { recoverEvmAddress } from '../../../app/crypto/evmSignature.ts'
import { issueProjectNonce } from '../../../app/flows/api/issueProjectNonce.ts'
import { loginToProject } from '../../../app/flows/api/loginToProject.ts'
import { override } from '../../fakes/fake.ts'
import { project } from '../../fakes/fakeApi.ts'
import { fakeContext, NOW } from '../../fakes/fakeContext.ts'
import { signText, walletOf } from '../unlocks/signText.ts'

const wallet = walletOf(7)
const other = walletOf(8)
const chain = loadChain('ethereum')
const good: LoginContext = {
  domain: 'harbor.example',
  uri: 'https://harbor.example',
  issuedAt: new Date(NOW * 1000).toISOString(),
  chainId: 1,
}

/** A context with real signature recovery, and a login whose text the client signed. */
async function begin({ over = {}, address = wallet.address, context = good } = {}) {
  const { ctx, state } = fakeContext()
  const api = override(ctx, { recoverEvmAddress })
  const mine = { ...project, ...over }
  const ask = {
    project: mine,
    chain: 'ethereum',
    walletAddress: address,
    site: null,
    keyKind: 'publishable' as const,
  }
  const nonce = await issueProjectNonce(api, ask)
  const text = [
    `${context.domain} wants you to sign in with your Ethereum account:`,
    `${address}\n\n${nonce.statement}\n`,
    `URI: ${context.uri}\nVersion: 1\nChain ID: ${context.chainId ?? 1}`,
    `Nonce: ${nonce.value}\nIssued At: ${context.issuedAt}`,
  ].join('\n')
  const login = {
    project: mine,
    client: null,
    chain,
    walletAddress: address,
    context,
    signature: signText(wallet, text),
  }
  return { ctx: api, state, nonce, login, ask }
}

describe('loginToProject', () => {
  test('default', async () => {
    const { ctx, login, state } = await begin()
    expect(await loginToProject(ctx, login)).toEqual({
      chain: 'ethereum',
      address: wallet.address.toLowerCase(),
      kind: 'key',
      format: 'siwe',
    })
    expect(state.api.projectNonces).toEqual([])
  })

  test('behavior: a lower-case address is signed and accepted in lower case', async () => {
    const { ctx, login } = await begin({ address: wallet.address.toLowerCase() })
    expect(await loginToProject(ctx, login)).toMatchObject({ kind: 'key' })
  })

  test('behavior: an older nonce still logs in', async () => {
    const { ctx, login, state, ask } = await begin()
    state.now += 61
    await issueProjectNonce(ctx, ask)
    expect(state.api.projectNonces).toHaveLength(2)
    expect(await loginToProject(ctx, login)).toMatchObject({ kind: 'key' })
  })

  test('behavior: a login begun in this process is not looked up in the database, any other is', async () => {
    const { ctx, login } = await begin()
    const find = () => {
      throw new Error('The nonce must not be looked up.')
    }
    const own = override(ctx, { projectNonces: { find } })
    expect(await loginToProject(own, login)).toMatchObject({ kind: 'key', format: 'siwe' })
    const next = await begin()
    const foreign = override(next.ctx, { projectNonces: { listIssued: () => [] } })
    expect(await loginToProject(foreign, next.login)).toMatchObject({ kind: 'key', format: 'siwe' })
  })

  test('refuses: a login that this process remembers and another one has used (ERR_NONCE_UNKNOWN)', async () => {
    const { ctx, login, nonce, state } = await begin()
    const stale = override(ctx, { projectNonces: { listIssued: () => [nonce] } })
    state.api.projectNonces = []
    await expect(loginToProject(stale, login)).rejects.toMatchObject({ code: 'ERR_NONCE_UNKNOWN' })
    // The next nonce, from another process, is found besides the remembered one.
    state.now += 1
    const next = await begin()
    state.api.projectNonces = next.state.api.projectNonces
    expect(await loginToProject(stale, next.login)).toMatchObject({ kind: 'key' })
  })

  test('behavior: each request has its own nonce, and overlapping logins all pass', async () => {
    const begun = [await begin(), await begin(), await begin()]
    const [first] = begun
    const { state, ctx } = first ?? (await begin())
    state.api.projectNonces = begun.flatMap(({ nonce }) => nonce)
    const all = await Promise.all(begun.map(({ login }) => loginToProject(ctx, login)))
    expect(all.map(({ kind }) => kind)).toEqual(['key', 'key', 'key'])
    expect(state.api.projectNonces).toEqual([])
  })

  test('behavior: a stranger’s requests for a wallet’s nonces end none of its logins', async () => {
    const { ctx, login, state, ask } = await begin()
    const strangers = []
    for (let i = 0; i < 40; i++) strangers.push(await issueProjectNonce(ctx, ask))
    expect(new Set(strangers.map(({ value }) => value)).size).toBe(6)
    expect(await loginToProject(ctx, login)).toMatchObject({ kind: 'key' })
    // A later request still gets a nonce that lives for more than a minute.
    const { expiresAt } = await issueProjectNonce(ctx, ask)
    expect(expiresAt - state.now).toBeGreaterThan(60)
  })

  test('behavior: a contract wallet’s signature is verified on its chain', async () => {
    const { ctx, login, state } = await begin()
    state.contractSigners.add('0xc0ffee')
    expect(await loginToProject(ctx, { ...login, signature: '0xc0ffee' })).toMatchObject({ kind: 'contract' })
  })

  test('behavior: a signature of no key costs one read of the client and the project, none of the wallet', async () => {
    const { ctx, login, ask } = await begin()
    for (let i = 0; i < 5; i++) await issueProjectNonce(ctx, ask)
    const asked: number[] = []
    const counted: (readonly [string, number])[] = []
    const counting: typeof ctx = override(ctx, {
      findContractSigned: async ({ messages }) => {
        asked.push(messages.length)
        return null
      },
      limits: {
        take: async (counters) => {
          counted.push(...counters.map(({ key, units }) => [key, units] as const))
          return null
        },
      },
    })
    const client = '203.0.113.9' as ClientAddress
    const wrong = { ...login, client, signature: '0xnone' }
    await expect(loginToProject(counting, wrong)).rejects.toMatchObject({ code: 'ERR_SIGNATURE_INVALID' })
    expect(asked).toEqual([6])
    expect(counted.map(([, units]) => units)).toEqual([1, 1])
    for (const [key] of counted) expect(key).not.toContain(login.walletAddress.toLowerCase())
  })

  test('refuses: a client over its limit before a chain is read (ERR_RATE_LIMITED)', async () => {
    const { ctx, login } = await begin()
    const closed: typeof ctx = override(ctx, {
      findContractSigned: async () => {
        throw new Error('No chain must be read.')
      },
      limits: { take: async ([counter]) => counter ?? null },
    })
    const wrong = { ...login, signature: '0xnone' }
    await expect(loginToProject(closed, wrong)).rejects.toMatchObject({ code: 'ERR_RATE_LIMITED' })
  })

  test('behavior: a simple text needs no context, and its statement names the project, host and time', async () => {
    const { ctx, state } = fakeContext()
    const api = override(ctx, { recoverEvmAddress })
    const mine = { ...project, format: 'simple' as const }
    const nonce = await issueProjectNonce(api, {
      project: mine,
      chain: undefined,
      walletAddress: wallet.address,
      keyKind: 'publishable',
      site: 'shop.harbor.example',
    })
    expect(nonce.statement).toBe(
      'Sign in to Harbor. This is free and sends no transaction. (Harbor, shop.harbor.example, 2026-11-25 13:10 UTC)',
    )
    const text = `${nonce.statement}\n\nAddress: ${wallet.address}\nNonce: ${nonce.value}`
    const login = { project: mine, client: null, chain, walletAddress: wallet.address, context: null }
    expect(await loginToProject(api, { ...login, signature: signText(wallet, text) })).toMatchObject({
      format: 'simple',
    })
    expect(state.api.projectNonces).toEqual([])
  })

  test('refuses: a second use (ERR_NONCE_UNKNOWN)', async () => {
    const { ctx, login } = await begin()
    await loginToProject(ctx, login)
    await expect(loginToProject(ctx, login)).rejects.toMatchObject({ code: 'ERR_NONCE_UNKNOWN' })
  })

  test('refuses: all but one of 64 simultaneous uses (ERR_NONCE_UNKNOWN)', async () => {
    const { ctx, login } = await begin()
    const all = await Promise.allSettled(Array.from({ length: 64 }, () => loginToProject(ctx, login)))
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('refuses: a wrong signature, and the login can still be finished (ERR_SIGNATURE_INVALID)', async () => {
    const { ctx, login } = await begin()
    const wrong = { ...login, signature: signText(other, 'something else') }
    await expect(loginToProject(ctx, wrong)).rejects.toMatchObject({ code: 'ERR_SIGNATURE_INVALID' })
    expect(await loginToProject(ctx, login)).toMatchObject({ kind: 'key' })
  })

  test('refuses: the signature of one wallet for another one (ERR_SIGNATURE_INVALID)', async () => {
    const { ctx, login, ask } = await begin()
    await issueProjectNonce(ctx, { ...ask, walletAddress: other.address })
    const claimed = { ...login, walletAddress: other.address }
    await expect(loginToProject(ctx, claimed)).rejects.toMatchObject({ code: 'ERR_SIGNATURE_INVALID' })
  })

  test('refuses: a nonce of another project (ERR_NONCE_UNKNOWN)', async () => {
    const { ctx, login } = await begin()
    const foreign = { ...project, id: 'another' as typeof project.id }
    await expect(loginToProject(ctx, { ...login, project: foreign })).rejects.toMatchObject({
      code: 'ERR_NONCE_UNKNOWN',
    })
  })

  test('refuses: a login older than two minutes (ERR_NONCE_UNKNOWN)', async () => {
    const { ctx, login, state } = await begin()
    state.now += 120
    await expect(loginToProject(ctx, login)).rejects.toMatchObject({ code: 'ERR_NONCE_UNKNOWN' })
  })

  test('refuses: a SIWE project without a context (ERR_BODY_INVALID)', async () => {
    const { ctx, login } = await begin()
    await expect(loginToProject(ctx, { ...login, context: null })).rejects.toMatchObject({
      code: 'ERR_BODY_INVALID',
    })
  })

  const at = (seconds: number) => new Date((NOW + seconds) * 1000).toISOString()
  test.each<[string, Partial<LoginContext>]>([
    ['another site', { domain: 'evil.example', uri: 'https://evil.example' }],
    [
      'a site that only begins the same',
      { domain: 'harbor.example.evil.com', uri: 'https://harbor.example.evil.com' },
    ],
    ['a site in capitals', { domain: 'Harbor.example', uri: 'https://Harbor.example' }],
    ['an unlisted port', { domain: 'harbor.example:8443', uri: 'https://harbor.example:8443' }],
    ['a URL on another host', { uri: 'https://evil.example' }],
    ['a URL without TLS', { uri: 'http://harbor.example' }],
    ['a URL with a user', { uri: 'https://harbor.example@evil.example' }],
    ['another chain', { chainId: 137 }],
    ['a time eleven minutes ago', { issuedAt: at(-660) }],
    ['a time eleven minutes ahead', { issuedAt: at(660) }],
    ['a malformed time', { issuedAt: 'now' }],
    ['a line break in the site', { domain: 'harbor.example\nURI: x' }],
    ['a line separator in the URL', { uri: 'https://harbor.example/\u2028' }],
    ['a carriage return in the time', { issuedAt: `${at(0)}\r` }],
  ])('refuses: %s, even if it is signed (ERR_LOGIN_MISMATCH)', async (_what, over) => {
    const { ctx, login } = await begin({ context: { ...good, ...over } })
    await expect(loginToProject(ctx, login)).rejects.toMatchObject({ code: 'ERR_LOGIN_MISMATCH' })
  })
})
