import { describe, expect, test } from 'vitest'
import type { ChainSlug } from '../../../app/core/chain/types.ts'
import { parseFlatRequirement } from '../../../app/core/flatRequirement/parseFlatRequirement.ts'
import type { ClientAddress } from '../../../app/core/limit/types.ts'
import type { Project } from '../../../app/core/project/types.ts'
import type { BalanceRead } from '../../../app/core/requirement/reads.ts'
import { authorizeWallet } from '../../../app/flows/api/authorizeWallet.ts'
import { checkTokenOwnership } from '../../../app/flows/api/checkTokenOwnership.ts'
import { issueProjectNonce } from '../../../app/flows/api/issueProjectNonce.ts'
import { loginOverApi } from '../../../app/flows/api/loginOverApi.ts'
import { verifyAccessToken } from '../../../app/flows/api/verifyAccessToken.ts'
import { override } from '../../fakes/fake.ts'
import { project } from '../../fakes/fakeApi.ts'
import { contract, ethereum, type FakeState, fakeContext, holder, NOW } from '../../fakes/fakeContext.ts'

/** In the caller's spelling, which differs from the internal one. */
const Contract = contract.toUpperCase().replace('0X', '0x')
const needs = (over = {}) => parseFlatRequirement({ contractAddress: Contract, minTokenBalance: 2, ...over })
const SIGNED = '0x51'

async function begin({
  state: over = {},
  mine = {},
}: {
  state?: Partial<FakeState>
  mine?: Partial<Project>
} = {}) {
  const fake = fakeContext({ signers: new Map([[SIGNED, holder]]), ...over })
  const own = { ...project, ...mine }
  const login = {
    project: own,
    client: null,
    chain: undefined,
    walletAddress: holder,
    signature: SIGNED,
    context: {
      domain: 'harbor.example',
      uri: 'https://harbor.example/page',
      issuedAt: new Date(NOW * 1000).toISOString(),
      chainId: null,
    },
    requirement: null,
  }
  await issueProjectNonce(fake.ctx, { ...login, site: null, keyKind: 'publishable' })
  return { ...fake, login, own }
}

describe('loginOverApi', () => {
  test('default', async () => {
    const { ctx, login } = await begin()
    const { claims, accessToken } = await loginOverApi(ctx, login)
    expect(claims).toEqual({
      iss: 'https://palisade.example/api/v1',
      aud: project.id,
      sub: `ethereum:${holder}`,
      tid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      ver: 1,
      iat: NOW,
      exp: NOW + 12 * 3600,
      chain: 'ethereum',
      walletAddress: holder,
      displayAddress: holder,
      email: `${holder}@wallet.invalid`,
      tokenBalances: {},
      balancesReadAt: {},
    })
    expect(await verifyAccessToken(ctx, { project, chain: null, accessToken, requirement: null })).toEqual(
      claims,
    )
  })

  test('behavior: a met requirement’s balances keep the caller’s spelling', async () => {
    const { ctx, login } = await begin()
    const { claims } = await loginOverApi(ctx, { ...login, requirement: needs() })
    expect(claims.tokenBalances).toEqual({ contractAddress: { [Contract]: '2' } })
  })

  test('behavior: a wallet on the list needs no tokens, and no chain is read', async () => {
    const { ctx, login, state } = await begin({ state: { balance: 'down' } })
    const requirement = needs({ allowedWallets: [holder.toUpperCase().replace('0X', '0x')] })
    expect((await loginOverApi(ctx, { ...login, requirement })).claims.tokenBalances).toEqual({})
    expect(state.reads).toBe(0)
  })

  test('behavior: the project’s stored requirement applies besides the request’s', async () => {
    const flat = needs({ minTokenBalance: '3' })
    const stored = flat && { chain: ethereum, flat }
    const { ctx, login } = await begin({ mine: { requirement: stored } })
    await expect(loginOverApi(ctx, { ...login, requirement: needs() })).rejects.toMatchObject({
      code: 'ERR_REQUIREMENT_UNMET',
    })
  })

  test('refuses: a wallet that holds too little, and says what was found (ERR_REQUIREMENT_UNMET)', async () => {
    const { ctx, login } = await begin({ state: { balance: 1n } })
    const refusal = loginOverApi(ctx, { ...login, requirement: needs() })
    await expect(refusal).rejects.toMatchObject({
      code: 'ERR_REQUIREMENT_UNMET',
      message: expect.stringContaining(`it holds 1 of ${Contract}, and at least 2 is needed`),
    })
  })

  test('refuses: a wallet that is not on the list (ERR_WALLET_NOT_ALLOWED)', async () => {
    const { ctx, login } = await begin()
    const requirement = parseFlatRequirement({ allowedWallets: [contract] })
    await expect(loginOverApi(ctx, { ...login, requirement })).rejects.toMatchObject({
      code: 'ERR_WALLET_NOT_ALLOWED',
    })
  })

  test('refuses: every wallet if the list is empty (ERR_WALLET_NOT_ALLOWED)', async () => {
    const { ctx, login } = await begin()
    const requirement = parseFlatRequirement({ allowedWallets: [] })
    await expect(loginOverApi(ctx, { ...login, requirement })).rejects.toMatchObject({
      code: 'ERR_WALLET_NOT_ALLOWED',
    })
  })

  test('refuses: a contract wallet that signed on another chain than the project’s (ERR_WALLET_NOT_ALLOWED)', async () => {
    const flat = parseFlatRequirement({ allowedWallets: [holder] })
    const stored = flat && { chain: ethereum, flat }
    const { ctx, login } = await begin({
      state: { signers: new Map(), contractSigners: new Set([SIGNED]) },
      mine: { requirement: stored },
    })
    const on = (chain: string) => loginOverApi(ctx, { ...login, chain })
    await expect(on('polygon')).rejects.toMatchObject({ code: 'ERR_WALLET_NOT_ALLOWED' })
    await issueProjectNonce(ctx, { ...login, site: null, keyKind: 'publishable' })
    expect((await on('ethereum')).claims.wallet).toBe('contract')
  })

  test('refuses: a client that has too many forged signatures checked on a chain (ERR_RATE_LIMITED)', async () => {
    const { ctx, login } = await begin({ state: { signers: new Map() } })
    const stranger = { ...login, client: '203.0.113.7' as ClientAddress }
    const all = await Promise.allSettled(Array.from({ length: 610 }, () => loginOverApi(ctx, stranger)))
    const codes = all.map((one) => one.status === 'rejected' && one.reason.code)
    expect(codes.filter((code) => code === 'ERR_SIGNATURE_INVALID')).toHaveLength(600)
    expect(codes.at(-1)).toBe('ERR_RATE_LIMITED')
  })

  test('behavior: forged signatures use up neither the wallet’s nor the project’s limit of reads', async () => {
    const { ctx, login, own } = await begin({ state: { signers: new Map() } })
    const keys = new Set<string>()
    const limits: typeof ctx.limits = {
      take: async (counters, ahead) => {
        for (const { key } of counters) keys.add(key.split(' ', 1)[0] ?? '')
        return ctx.limits.take(counters, ahead)
      },
    }
    const forged = loginOverApi(override(ctx, { limits }), login)
    await expect(forged).rejects.toMatchObject({ code: 'ERR_SIGNATURE_INVALID' })
    expect([...keys]).toEqual(['api-signatures'])
    const all = await Promise.allSettled(Array.from({ length: 6_010 }, () => loginOverApi(ctx, login)))
    expect(all.at(-1)).toMatchObject({ reason: { code: 'ERR_RATE_LIMITED' } })
    const user = { project: own, client: null }
    const asked = { user, chain: 'ethereum', walletAddress: holder, said: null, requirement: needs() }
    expect(await checkTokenOwnership(ctx, asked)).toMatchObject({ allowed: true })
  })

  test('refuses: a client that reads more than its share, while other clients go on (ERR_RATE_LIMITED)', async () => {
    const { ctx, own } = await begin()
    const client = '203.0.113.7' as ClientAddress
    const ask = (number: number, from: ClientAddress | null) =>
      checkTokenOwnership(ctx, {
        user: { project: own, client: from },
        chain: 'ethereum',
        walletAddress: `0x${number.toString(16).padStart(40, '0')}`,
        said: null,
        requirement: needs(),
      })
    const all = await Promise.allSettled(Array.from({ length: 700 }, (_, i) => ask(i, client)))
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(600)
    expect((await ask(1000, '203.0.113.8' as ClientAddress)).allowed).toBe(true)
  })

  test('refuses: a login if the chain does not answer, as unchecked and not unmet (ERR_CHAIN_READ)', async () => {
    const { ctx, login } = await begin({ state: { balance: 'down' } })
    await expect(loginOverApi(ctx, { ...login, requirement: needs() })).rejects.toMatchObject({
      code: 'ERR_CHAIN_READ',
    })
  })

  test.each([
    ['tokens of a chain without an endpoint', { contractAddress: Contract }, 'base', 'ERR_CHAIN_UNSUPPORTED'],
    ['a collection, which only Solana has', { collection: 'abc' }, 'ethereum', 'ERR_REQUIREMENT_INVALID'],
    [
      'ids of a contract without ids',
      { contractAddress: Contract, tokenIds: ['1'] },
      'ethereum',
      'ERR_REQUIREMENT_INVALID',
    ],
    ['an invalid contract address', { contractAddress: '0xC' }, 'ethereum', 'ERR_ADDRESS_INVALID'],
  ])('refuses: %s (%s)', async (_what, fields, chain, code) => {
    const { ctx, login } = await begin()
    const requirement = parseFlatRequirement(fields)
    await expect(loginOverApi(ctx, { ...login, chain, requirement })).rejects.toMatchObject({ code })
  })

  test('refuses: a contract that is no token (ERR_CONTRACT_UNSUPPORTED)', async () => {
    const { ctx, login } = await begin()
    const api = override(ctx, {
      describeContract: async () => ({ kind: 'unknown', reason: 'not-a-token' }) as const,
    })
    await expect(loginOverApi(api, { ...login, requirement: needs() })).rejects.toMatchObject({
      code: 'ERR_CONTRACT_UNSUPPORTED',
      message: expect.stringContaining('any ERC20, ERC721, ERC1155 tokens'),
    })
  })

  test('refuses: more reads than a wallet may have (ERR_RATE_LIMITED)', async () => {
    const { ctx, own } = await begin({ state: { balance: 0n } })
    const ask = {
      user: { project: own, client: '203.0.113.7' as ClientAddress },
      chain: 'ethereum',
      walletAddress: holder,
      said: null,
      requirement: needs(),
    }
    const all = await Promise.allSettled(Array.from({ length: 250 }, () => checkTokenOwnership(ctx, ask)))
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(240)
    expect(all.at(-1)).toMatchObject({ reason: { code: 'ERR_RATE_LIMITED', details: { retryAfter: 60 } } })
    // A server with the secret key may ask about one wallet as often as about many.
    const ofServer = { ...ask, user: { project: own, client: null } }
    expect(await checkTokenOwnership(ctx, ofServer)).toMatchObject({ allowed: false })
  })
})

describe('verifyAccessToken', () => {
  test('behavior: a requirement is judged by the token’s balances, in any spelling of the address, without a chain', async () => {
    const { ctx, login, state } = await begin()
    const { accessToken } = await loginOverApi(ctx, { ...login, requirement: needs() })
    state.balance = 'down'
    expect(
      await verifyAccessToken(ctx, {
        project,
        chain: null,
        accessToken,
        requirement: needs({ contractAddress: contract }),
      }),
    ).toMatchObject({ ver: 1 })
    await expect(
      verifyAccessToken(ctx, {
        project,
        chain: null,
        accessToken,
        requirement: needs({ minTokenBalance: '2.5' }),
      }),
    ).rejects.toMatchObject({ code: 'ERR_REQUIREMENT_UNMET' })
  })

  test('refuses: a secret sent as an address, without repeating it (ERR_REQUIREMENT_UNMET)', async () => {
    const { ctx, login } = await begin()
    const { accessToken } = await loginOverApi(ctx, login)
    const ask = { project, chain: null, accessToken, requirement: needs({ contractAddress: 'sk_secret' }) }
    const error = await verifyAccessToken(ctx, ask).catch((thrown) => thrown)
    expect(error).toMatchObject({ code: 'ERR_REQUIREMENT_UNMET' })
    expect(JSON.stringify([error.message, error.details])).not.toContain('sk_secret')
  })

  test('refuses: a token of another chain if one is given (ERR_TOKEN_INVALID)', async () => {
    const { ctx, login } = await begin()
    const { accessToken } = await loginOverApi(ctx, { ...login, chain: 'polygon', requirement: needs() })
    const ask = { project, accessToken, requirement: needs() }
    expect(await verifyAccessToken(ctx, { ...ask, chain: null })).toMatchObject({ chain: 'polygon' })
    await expect(verifyAccessToken(ctx, { ...ask, chain: ethereum })).rejects.toMatchObject({
      code: 'ERR_TOKEN_INVALID',
    })
  })

  test.each<[string, (claims: Record<string, unknown>) => Record<string, unknown>]>([
    ['of another project', (claims) => ({ ...claims, aud: 'another' })],
    ['of another issuer', (claims) => ({ ...claims, iss: 'https://evil.example/api/v1' })],
    ['that has ended', (claims) => ({ ...claims, exp: NOW })],
    ['from the future', (claims) => ({ ...claims, iat: NOW + 3600 })],
    ['of another version', (claims) => ({ ...claims, ver: 2 })],
    [
      'whose balances are not texts',
      (claims) => ({ ...claims, tokenBalances: { contractAddress: { a: 2 } } }),
    ],
    ['without an address', ({ walletAddress: _, ...claims }) => claims],
  ])('refuses: a token %s (ERR_TOKEN_INVALID)', async (_what, change) => {
    const { ctx, login } = await begin()
    const { claims } = await loginOverApi(ctx, login)
    const accessToken = await ctx.tokens.sign(change(claims))
    await expect(
      verifyAccessToken(ctx, { project, chain: null, accessToken, requirement: null }),
    ).rejects.toMatchObject({
      code: 'ERR_TOKEN_INVALID',
    })
  })

  test('refuses: a revoked token and every token of the same login (ERR_TOKEN_INVALID)', async () => {
    const { ctx, login, state } = await begin()
    const first = await loginOverApi(ctx, login)
    const second = await authorizeWallet(ctx, {
      ...login,
      chain: null,
      accessToken: first.accessToken,
      revalidate: false,
    })
    expect(second.claims.sid).toBe(first.claims.tid)
    state.api.revoked.add(first.claims.tid)
    for (const { accessToken } of [first, second]) {
      await expect(
        verifyAccessToken(ctx, { project, chain: null, accessToken, requirement: null }),
      ).rejects.toMatchObject({
        code: 'ERR_TOKEN_INVALID',
      })
    }
  })
})

describe('authorizeWallet', () => {
  const Other = `0x${'Ab'.repeat(20)}`

  test('default', async () => {
    const { ctx, login, state } = await begin()
    const first = await loginOverApi(ctx, { ...login, requirement: needs() })
    state.now += 30
    const asked = { ...login, chain: null, accessToken: first.accessToken, revalidate: false }
    const { claims } = await authorizeWallet(ctx, {
      ...asked,
      requirement: needs({ contractAddress: Other }),
    })
    expect(claims.tokenBalances.contractAddress).toEqual({ [Contract]: '2', [Other]: '2' })
    expect(claims.tid).not.toBe(first.claims.tid)
    expect([claims.iat, claims.exp]).toEqual([NOW + 30, NOW + 12 * 3600])
    // The first contract's balance was 30 seconds old: only the second was read.
    expect(state.reads).toBe(2)
  })

  test('behavior: a balance decides without the chain for a minute, then it is read again', async () => {
    const { ctx, login, state } = await begin()
    const first = await loginOverApi(ctx, { ...login, requirement: needs() })
    const asked = {
      ...login,
      chain: null,
      accessToken: first.accessToken,
      revalidate: false,
      requirement: needs(),
    }
    state.balance = 0n
    state.now += 59
    expect((await authorizeWallet(ctx, asked)).claims.tokenBalances).toEqual(first.claims.tokenBalances)
    state.now += 1
    await expect(authorizeWallet(ctx, asked)).rejects.toMatchObject({ code: 'ERR_REQUIREMENT_UNMET' })
  })

  test('behavior: revalidate reads again, however recent the balance is', async () => {
    const { ctx, login, state } = await begin()
    const first = await loginOverApi(ctx, { ...login, requirement: needs() })
    state.balance = 0n
    const asked = {
      ...login,
      chain: null,
      accessToken: first.accessToken,
      revalidate: true,
      requirement: needs(),
    }
    await expect(authorizeWallet(ctx, asked)).rejects.toMatchObject({ code: 'ERR_REQUIREMENT_UNMET' })
  })

  test('refuses: a wallet that no longer meets the project’s stored requirement (ERR_REQUIREMENT_UNMET)', async () => {
    for (const chain of [ethereum, 'polygon' as typeof ethereum]) {
      const flat = needs()
      const { ctx, login, state } = await begin({ mine: { requirement: flat && { chain, flat } } })
      const first = await loginOverApi(ctx, login)
      state.balance = 0n
      const asked = { ...login, chain: null, accessToken: first.accessToken, revalidate: true }
      await expect(authorizeWallet(ctx, asked)).rejects.toMatchObject({ code: 'ERR_REQUIREMENT_UNMET' })
    }
  })

  test('behavior: a recent balance takes the spelling of the present caller', async () => {
    const { ctx, login, state } = await begin()
    const first = await loginOverApi(ctx, { ...login, requirement: needs() })
    const asked = { ...login, chain: null, accessToken: first.accessToken, revalidate: false }
    const { claims } = await authorizeWallet(ctx, {
      ...asked,
      requirement: needs({ contractAddress: contract }),
    })
    expect(claims.tokenBalances.contractAddress).toEqual({ [contract]: '2' })
    expect(state.reads).toBe(1)
  })

  test('behavior: if a token is full, the balances of the present request stay', async () => {
    const { ctx, login } = await begin()
    const tokenIds = Array.from({ length: 50 }, (_, i) => `${i}`)
    const api = override(ctx, {
      describeContract: async () => ({ kind: 'erc1155', name: 'Many', symbol: 'M' }) as const,
    })
    const first = await loginOverApi(api, { ...login, requirement: needs({ tokenIds }) })
    const asked = { ...login, chain: null, accessToken: first.accessToken, revalidate: true }
    const { claims } = await authorizeWallet(api, { ...asked, requirement: needs({ tokenIds: ['77'] }) })
    expect(Object.keys(claims.tokenBalances.tokenIds ?? {}).at(-1)).toBe(`${Contract}:77`)
  })

  test('behavior: old balances are read again for a new token', async () => {
    const { ctx, login, state } = await begin()
    const first = await loginOverApi(ctx, { ...login, requirement: needs() })
    state.now += 60
    state.balance = 5n
    const asked = { ...login, chain: null, accessToken: first.accessToken, revalidate: false }
    const { claims } = await authorizeWallet(ctx, {
      ...asked,
      requirement: needs({ contractAddress: Other }),
    })
    expect(claims.tokenBalances.contractAddress).toEqual({ [Contract]: '5', [Other]: '5' })
  })
})

describe('checkTokenOwnership', () => {
  test('behavior: a part of the requirement that the chain does not have counts as nothing', async () => {
    const { ctx } = fakeContext()
    const mixed = { ...ask, requirement: needs({ collection: 'abc' }) }
    expect(await checkTokenOwnership(ctx, mixed)).toMatchObject({ allowed: true, tokenBalance: '2' })
  })

  test('behavior: a wallet on the list is allowed even if the chain does not answer', async () => {
    const { ctx } = fakeContext({ balance: 'down' })
    const listed = { ...ask, requirement: needs({ allowedWallets: [holder] }) }
    expect(await checkTokenOwnership(ctx, listed)).toMatchObject({ allowed: true, tokenBalance: '0' })
  })

  const ask = { user: { project, client: null }, chain: 'homestead', walletAddress: holder, said: null }

  describe('an ERC-1155 contract without ids', () => {
    const isPass = async () => ({ kind: 'erc1155', name: 'Tide Pass', symbol: 'TIDE' }) as const
    const counted = (amount: bigint) => ({
      describeContract: isPass,
      readBalances: async ({ reads }: { reads: readonly BalanceRead[] }) =>
        reads.map(({ chain, kind }) => {
          expect(kind).toBe('erc1155All')
          const atLeast = { kind: 'read', amount, block: 9n } as const
          return { kind: 'unread', code: 'ERR_CHAIN_READ', chain, atLeast } as const
        }),
    })

    test('default: one count of all its units', async () => {
      const api = override(fakeContext({ balance: 7n }).ctx, { describeContract: isPass })
      expect(await checkTokenOwnership(api, { ...ask, requirement: needs() })).toMatchObject({
        allowed: true,
        tokenBalance: '7',
        tokenBalances: { contractAddress: { [Contract]: '7' } },
      })
    })

    test('behavior: an unfinished count can be enough', async () => {
      const api = override(fakeContext().ctx, { ...counted(7n) })
      const needsSeven = needs({ minTokenBalance: '7' })
      expect(await checkTokenOwnership(api, { ...ask, requirement: needsSeven })).toMatchObject({
        allowed: true,
        tokenBalance: '7',
      })
    })

    test('behavior: an unfinished count is repeated if more is needed, however recent it is', async () => {
      const { ctx, login } = await begin()
      const requirement = needs({ minTokenBalance: '5' })
      const { accessToken } = await loginOverApi(override(ctx, { ...counted(5n) }), { ...login, requirement })
      const more = needs({ minTokenBalance: '6' })
      const { claims } = await authorizeWallet(override(ctx, { ...counted(6n) }), {
        ...login,
        chain: null,
        accessToken,
        requirement: more,
        revalidate: false,
      })
      expect(claims.tokenBalances.contractAddress).toEqual({ [Contract]: '6' })
    })

    test('refuses: an unfinished count that is not enough (ERR_CHAIN_READ)', async () => {
      const api = override(fakeContext().ctx, { ...counted(7n) })
      const asked = checkTokenOwnership(api, { ...ask, requirement: needs({ minTokenBalance: '8' }) })
      await expect(asked).rejects.toMatchObject({ code: 'ERR_CHAIN_READ' })
    })

    test('refuses: more counts than a wallet may have, as each costs five reads (ERR_RATE_LIMITED)', async () => {
      const api = override(fakeContext({ balance: 7n }).ctx, { describeContract: isPass })
      const user = { ...ask.user, client: '203.0.113.7' as ClientAddress }
      const asked = { ...ask, user, requirement: needs() }
      for (let i = 0; i < 48; i++) await checkTokenOwnership(api, asked)
      await expect(checkTokenOwnership(api, asked)).rejects.toMatchObject({ code: 'ERR_RATE_LIMITED' })
    })
  })

  test('default', async () => {
    const { ctx } = fakeContext()
    expect(await checkTokenOwnership(ctx, { ...ask, requirement: needs() })).toEqual({
      allowed: true,
      walletAddress: holder,
      tokenBalance: '2',
      tokenBalances: { contractAddress: { [Contract]: '2' } },
    })
  })

  test('behavior: too little is an answer and not an error', async () => {
    const { ctx } = fakeContext({ balance: 1n })
    expect(await checkTokenOwnership(ctx, { ...ask, requirement: needs() })).toMatchObject({
      allowed: false,
      tokenBalance: '1',
    })
  })

  test('behavior: amounts of an ERC-20 are in whole tokens', async () => {
    const { ctx } = fakeContext({ balance: 1_500_000n })
    const api = override(ctx, {
      describeContract: async () => ({ kind: 'erc20', name: 'Coin', symbol: 'C', decimals: 6 }) as const,
    })
    const answer = await checkTokenOwnership(api, { ...ask, requirement: needs({ minTokenBalance: '1.5' }) })
    expect(answer).toMatchObject({ allowed: true, tokenBalance: '1.5' })
  })

  test('refuses: another chain in the body than in the URL (ERR_REQUIREMENT_INVALID)', async () => {
    const { ctx } = fakeContext()
    const asked = { ...ask, requirement: needs() }
    await expect(checkTokenOwnership(ctx, { ...asked, said: 'polygon' as ChainSlug })).rejects.toMatchObject({
      code: 'ERR_REQUIREMENT_INVALID',
    })
    expect(await checkTokenOwnership(ctx, { ...asked, said: 'ethereum' as ChainSlug })).toMatchObject({
      allowed: true,
    })
  })

  test('refuses: a request without a requirement (ERR_REQUIREMENT_INVALID)', async () => {
    const { ctx } = fakeContext()
    await expect(checkTokenOwnership(ctx, { ...ask, requirement: null })).rejects.toMatchObject({
      code: 'ERR_REQUIREMENT_INVALID',
    })
  })

  test('refuses: a chain that does not answer (ERR_CHAIN_READ)', async () => {
    const { ctx } = fakeContext({ balance: 'down' })
    await expect(checkTokenOwnership(ctx, { ...ask, requirement: needs() })).rejects.toMatchObject({
      code: 'ERR_CHAIN_READ',
    })
  })
})
