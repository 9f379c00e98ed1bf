import { describe, expect, test } from 'vitest'
import type { ChainSlug, EvmAddress } from '../../../app/core/chain/types.ts'
import { LoginError, UpstreamError } from '../../../app/core/errors/base.ts'
import type { GateNumber } from '../../../app/core/gate/types.ts'
import { parseProof } from '../../../app/core/proof/format.ts'
import { listConditions } from '../../../app/core/requirement/listConditions.ts'
import type { Balance } from '../../../app/core/requirement/reads.ts'
import type { VisitKey } from '../../../app/core/visitKey/types.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { issueNonce } from '../../../app/flows/unlocks/issueNonce.ts'
import { renewGates } from '../../../app/flows/unlocks/renewGates.ts'
import { unlockGates } from '../../../app/flows/unlocks/unlockGates.ts'
import { override } from '../../fakes/fake.ts'
import {
  contract,
  type FakeState,
  fakeContext,
  holder,
  makeGate,
  NOW,
  shop,
} from '../../fakes/fakeContext.ts'
import { makeVisitKey } from '../../visitKey.ts'
import { renewSigned, unlockSigned, visitKey } from './signedFlows.ts'

const SIGNATURE = '0xgood'
const line = { productId: 8101, variantId: 91011 }
const code = (text: string) => expect.objectContaining({ code: text })

async function login(over: Partial<FakeState> = {}, key: VisitKey | null = visitKey.key) {
  const fake = fakeContext({ signers: new Map([[SIGNATURE, holder]]), ...over })
  const { myshopifyDomain } = shop
  const nonce = await issueNonce(fake.ctx, {
    myshopifyDomain,
    requestedDomain: 'Harbor.example',
    clientAddress: null,
    chain: 'ethereum',
    walletAddress: holder,
    key,
  })
  const body = {
    myshopifyDomain,
    clientAddress: null,
    nonce: nonce.value,
    walletAddress: holder as string,
    signature: SIGNATURE,
    gates: [82],
    lines: [line],
    cartToken: 'cart-1',
    customerId: null,
    session: null,
    signedMessage: null,
    vaults: [],
  }
  return { ...fake, nonce, body }
}

describe('unlockGates', () => {
  test('default: the gate opens, its grants are recorded, and a cart proof and a line proof are signed', async () => {
    const { ctx, state, body } = await login()
    const result = await unlockSigned(ctx, body)
    const endsAt = Date.parse('2026-11-25T15:00:00Z') / 1000
    const [opener] = [...state.visits.values()][0]?.wallets ?? []
    expect(result.gates).toEqual([
      { id: 82, kind: 'open', reaction: 'p2000', endsAt, wallet: opener?.address },
    ])
    const { claims } = parseProof(result.proof ?? '')
    expect(claims).toMatchObject({ carrier: 'c', until: '2026112508', buyer: '0', epoch: '5f3a9c01' })
    expect(claims.entries).toMatchObject([{ gate: 82, revision: 3, cap: 0, profile: 0 }])
    expect(parseProof(result.lineProofs[0]?.proof ?? '').claims.carrier).toBe('l')
    expect(state.grants.map((grant) => [grant.carrier, grant.cartToken, grant.productId])).toEqual([
      ['c', 'cart-1', null],
      ['l', null, 8101],
    ])
    expect(state.grants[0]?.endsAt).toBe(Date.parse('2026-11-25T15:15:00Z') / 1000)
  })

  test('behavior: the message names the site that the shopper is on', async () => {
    const { nonce } = await login()
    expect(nonce.message).toContain('harbor.example wants you to sign in')
    expect(nonce.expiresAt).toBe(NOW + 120)
  })

  test('behavior: a site that is not the shop’s own is never named', async () => {
    const { ctx } = fakeContext()
    const parameters = {
      myshopifyDomain: shop.myshopifyDomain,
      requestedDomain: 'evil.example',
      clientAddress: null,
      chain: 'ethereum',
    }
    const nonce = await issueNonce(ctx, { ...parameters, walletAddress: holder })
    expect(nonce.message).toContain('harbor.example wants you')
    expect(nonce.message).not.toContain('evil')
  })

  test('behavior: a closed gate says what is missing, and nothing is signed or granted', async () => {
    const { ctx, state, body } = await login({ balance: 1n })
    const result = await unlockSigned(ctx, body)
    expect(result.gates).toMatchObject([{ id: 82, kind: 'closed', unmet: [{ found: 1n, block: 9n }] }])
    expect(result).toMatchObject({ proof: null, lineProofs: [] })
    expect(state.grants).toEqual([])
  })

  test('behavior: a gate is unchecked if the chain is down', async () => {
    const { ctx, state, body } = await login({ balance: 'down' })
    const result = await unlockSigned(ctx, body)
    expect(result.gates).toEqual([{ id: 82, kind: 'unchecked', code: 'ERR_CHAIN_READ', chain: 'ethereum' }])
    expect(result.proof).toBeNull()
    expect(state.grants).toEqual([])
  })

  test('behavior: a paused gate opens for nobody and reads no chain', async () => {
    const { ctx, state, body } = await login({ gates: [makeGate({ state: 'paused' })] })
    expect((await unlockSigned(ctx, body)).gates).toEqual([
      {
        ...{ id: 82, kind: 'closed', because: 'paused', unmet: [], missing: null, idleVaults: [] },
        ...{ startsAt: null, usedUp: null },
      },
    ])
    expect(state.reads).toBe(0)
  })

  test('behavior: a gate that has not started says when it does, and one that has ended says so', async () => {
    const schedule = { startsAt: NOW + 9, endsAt: null, afterEnd: 'public' } as const
    const coming = await login({ gates: [makeGate({ schedule })] })
    expect((await unlockSigned(coming.ctx, coming.body)).gates).toMatchObject([
      { kind: 'closed', because: 'not-started', startsAt: NOW + 9 },
    ])
    const past = await login({
      gates: [makeGate({ schedule: { ...schedule, startsAt: null, endsAt: NOW } })],
    })
    expect((await unlockSigned(past.ctx, past.body)).gates).toMatchObject([
      { kind: 'closed', because: 'ended' },
    ])
  })

  test('behavior: a gate for customers opens for a signed-in customer, and the proof is for that customer alone', async () => {
    const gates = [makeGate({ guard: 'account' })]
    const guest = await login({ gates })
    const refused = await unlockSigned(guest.ctx, guest.body)
    expect(refused).toMatchObject({ gates: [{ kind: 'closed', because: 'sign-in' }], proof: null })
    const { ctx, body } = await login({ gates })
    const result = await unlockSigned(ctx, { ...body, customerId: '7766554433221' })
    expect(parseProof(result.proof ?? '').claims.buyer).toBe('7766554433221')
    expect(parseProof(result.lineProofs[0]?.proof ?? '').claims.buyer).toBe('7766554433221')
  })

  test('behavior: a limited gate is reserved for the wallet whose tokens count, and a used-up one stays closed', async () => {
    const limits = { perWallet: 1, perToken: null, total: null }
    const gates = [makeGate({ limits }), makeGate({ number: 83 as GateNumber, limits })]
    const { ctx, state, body } = await login({ gates, usedUp: new Set([83]) })
    const result = await unlockSigned(ctx, { ...body, gates: [82, 83] })
    expect(result.gates).toMatchObject([
      { id: 82, kind: 'open' },
      { id: 83, kind: 'closed', because: 'used-up', unmet: [] },
    ])
    expect(parseProof(result.proof ?? '').claims.entries.map(({ gate }) => gate)).toEqual([82])
    expect(state.reserved.get(82)).toMatchObject({ limits, wallets: [holder], tokens: [] })
    expect(state.reserved.get(82)?.endsAt).toBe(state.grants[0]?.endsAt)
  })

  test('behavior: the server names the tokens for a gate with a limit per token', async () => {
    const { ctx, state, body } = await login({
      gates: [makeGate({ limits: { perWallet: null, perToken: 1, total: null } })],
    })
    ctx.readTokenIds = async () => ({ tokenIds: ['7', '9'], amount: 2n })
    await unlockSigned(ctx, body)
    expect(state.reserved.get(82)?.tokens).toEqual([`ethereum:${contract}:7`, `ethereum:${contract}:9`])
  })

  test.each([
    ['that cannot list its tokens', async () => null],
    [
      'on a chain that does not answer now',
      () => Promise.reject(new UpstreamError('ERR_CHAIN_READ', 'The chain is down.')),
    ],
    ['that lists none of them', async () => ({ tokenIds: [], amount: 0n })],
  ])('behavior: with a contract %s, no token is used up or reserved', async (_, readTokenIds) => {
    const limits = { perWallet: null, perToken: 1, total: null }
    const { ctx, state, body } = await login({ gates: [makeGate({ limits })] })
    ctx.readTokenIds = readTokenIds
    expect(await unlockSigned(ctx, body)).toMatchObject({
      gates: [{ id: 82, kind: 'unchecked', code: 'ERR_TOKEN_READ', chain: 'ethereum' }],
      proof: null,
    })
    expect(state.reserved.size).toBe(0)
    expect(state.grants).toEqual([])
  })

  test('behavior: tokens are used up only if all of them are known', async () => {
    const limits = { perWallet: 1, perToken: 1, total: null }
    const answer = async (limit: 'token' | 'wallet', told: number) => {
      const { ctx, body } = await login({ gates: [makeGate({ limits })], balance: 257n })
      const tokenIds = Array.from({ length: told }, (_, id) => String(id))
      ctx.readTokenIds = async () => ({ tokenIds, amount: 257n })
      ctx.reservations.reserve = async ({ wants }) =>
        wants.map(({ gate }) => ({ gate, kind: 'used-up', limit }))
      return (await unlockSigned(ctx, body)).gates[0]
    }
    expect(await answer('token', 256)).toMatchObject({ kind: 'unchecked', code: 'ERR_TOKEN_READ' })
    expect(await answer('token', 257)).toMatchObject({ kind: 'closed', because: 'used-up' })
    expect(await answer('wallet', 256)).toMatchObject({ kind: 'closed', because: 'used-up' })
  })

  test('behavior: the uses of all used-up gates are looked up at once, and not at all without one', async () => {
    const limits = { perWallet: 1, perToken: null, total: 9 }
    const gates = [82, 83, 84].map((number) => makeGate({ number: number as GateNumber, limits }))
    const answer = async (usedUp: readonly number[]) => {
      const { ctx, body } = await login({ gates, usedUp: new Set(usedUp) })
      const asked: (readonly [string, number[]])[] = []
      ctx.reservations.findStandingUses = async ({ visitId, refused }) => {
        asked.push([visitId, refused.map(({ want }) => want.gate)])
        return refused.map(({ want: { gate } }) => ({ gate, usedAt: null, heldUntil: NOW + gate }))
      }
      return { result: await unlockSigned(ctx, { ...body, gates: [82, 83, 84] }), asked }
    }
    expect((await answer([])).asked).toEqual([])
    const { asked, result } = await answer([82, 84])
    expect(asked).toEqual([[expect.any(String), [82, 84]]])
    const usedUp = { limit: 'total', token: null, at: null }
    expect(result.gates).toMatchObject([
      { id: 82, kind: 'closed', usedUp: { ...usedUp, heldUntil: NOW + 82 } },
      { id: 83, kind: 'open' },
      { id: 84, kind: 'closed', usedUp: { ...usedUp, heldUntil: NOW + 84 } },
    ])
  })

  test('behavior: a signed-in customer’s open gates are recorded with the wallets that counted, in a shop that tags', async () => {
    const gates = [makeGate(), makeGate({ number: 83 as GateNumber, state: 'paused' })]
    const shops = [{ ...shop, settings: { ...shop.settings, tagsCustomers: true } }]
    const { ctx, body } = await login({ gates, shops })
    const added: unknown[] = []
    const addUnlock: FlowContext['customers']['addUnlock'] = async (unlock) => {
      added.push(unlock)
      return true
    }
    const tagging = override(ctx, { customers: { addUnlock } })
    const { session } = await unlockSigned(tagging, { ...body, gates: [82, 83], customerId: '77' })
    const wallets = [{ kind: 'key', chain: 'ethereum', address: holder }]
    const unlock = { shopId: shop.id, customerId: '77', gates: [82], wallets, vaults: [] }
    expect(added).toMatchObject([{ ...unlock, isSure: true, at: NOW }])
    // The gate is still open, so nothing is read: which wallet counted is not known.
    const { myshopifyDomain, clientAddress, lines, cartToken, vaults } = body
    const again = { myshopifyDomain, clientAddress, lines, cartToken, vaults, gates: [82], session }
    await renewSigned(tagging, { ...again, customerId: '77' })
    expect(added[1]).toMatchObject({ ...unlock, isSure: false })
    // A guest is not recorded: `addUnlock` of the context throws.
    await renewSigned(ctx, { ...again, customerId: null })
  })

  test('behavior: an unlock that cannot be recorded for a customer is an unlock all the same', async () => {
    const shops = [{ ...shop, settings: { ...shop.settings, tagsCustomers: true } }]
    const { ctx, body } = await login({ shops })
    const addUnlock = async () => {
      throw new UpstreamError('ERR_DATABASE_AWAY', 'The database is away.')
    }
    const away = override(ctx, { customers: { addUnlock }, log: { warn: () => undefined } })
    const { gates } = await unlockSigned(away, { ...body, customerId: '77' })
    expect(gates).toMatchObject([{ id: 82, kind: 'open' }])
  })

  test('behavior: a gate guarded by the cart is only in the cart’s own metafield', async () => {
    const shops = [{ ...shop, settings: { ...shop.settings, usesCartMetafield: true } }]
    const gates = [makeGate(), makeGate({ number: 83 as GateNumber, guard: 'cart' })]
    const { ctx, shopify, body } = await login({ gates, shops })
    const result = await unlockSigned(ctx, { ...body, gates: [82, 83] })
    const named = (proof: string | null | undefined) =>
      parseProof(proof ?? '').claims.entries.map(({ gate }) => gate)
    expect(result.hasPass).toBe(true)
    expect(named(result.proof)).toEqual([82])
    expect(named(result.lineProofs[0]?.proof)).toEqual([82])
    expect(named(shopify.passes.get('cart-1'))).toEqual([82, 83])
    expect(parseProof(shopify.passes.get('cart-1') ?? '').claims.carrier).toBe('m')
    const failed = await login({ gates, shops })
    failed.shopify.failing = 'writeCartPass'
    expect((await unlockSigned(failed.ctx, { ...failed.body, gates: [82, 83] })).gates).toMatchObject([
      { id: 82, kind: 'open' },
      { id: 83, kind: 'unchecked' },
    ])
  })

  test('refuses: a line whose variant belongs to another product, for a gate about that variant', async () => {
    const subject = { kind: 'variants', variants: [{ productId: 8103, variantId: 91032 }] } as const
    const { ctx, state, body } = await login({ gates: [makeGate({ subject })] })
    const lines = [
      { productId: 8102, variantId: 91032 },
      { productId: 8103, variantId: 91031 },
    ]
    expect((await unlockSigned(ctx, { ...body, lines })).lineProofs).toEqual([])
    expect(state.grants.map(({ carrier }) => carrier)).toEqual(['c'])
  })

  test('behavior: only lines of a gate get a line proof, one each', async () => {
    const { ctx, body } = await login()
    const lines = [line, line, { productId: 9999, variantId: 1 }]
    expect((await unlockSigned(ctx, { ...body, lines })).lineProofs).toHaveLength(1)
  })

  test('behavior: a contract wallet counts on the chain of its signature', async () => {
    const { ctx, state, body } = await login({ signers: new Map(), contractSigners: new Set([SIGNATURE]) })
    expect((await unlockSigned(ctx, body)).gates[0]?.kind).toBe('open')
    expect([...state.visits.values()][0]?.wallets).toEqual([
      { chain: 'ethereum', address: holder, kind: 'contract' },
    ])
  })

  test('refuses: a second use of a login (ERR_NONCE_UNKNOWN)', async () => {
    const { ctx, body } = await login()
    await unlockSigned(ctx, body)
    await expect(unlockSigned(ctx, body)).rejects.toEqual(code('ERR_NONCE_UNKNOWN'))
  })

  test('refuses: a wrong signature, and the login can still be finished (ERR_SIGNATURE_INVALID)', async () => {
    const { ctx, body } = await login()
    await expect(unlockSigned(ctx, { ...body, signature: '0xbad' })).rejects.toEqual(
      code('ERR_SIGNATURE_INVALID'),
    )
    expect((await unlockSigned(ctx, body)).gates[0]?.kind).toBe('open')
  })

  test('refuses: a signature of another wallet, and a claim to another wallet', async () => {
    const { ctx, body } = await login({ signers: new Map([[SIGNATURE, contract]]) })
    await expect(unlockSigned(ctx, body)).rejects.toEqual(code('ERR_SIGNATURE_INVALID'))
    await expect(unlockSigned(ctx, { ...body, walletAddress: contract })).rejects.toEqual(
      code('ERR_LOGIN_MISMATCH'),
    )
  })

  test('refuses: an old, an unknown and another shop’s login (ERR_NONCE_UNKNOWN)', async () => {
    const { ctx, state, body } = await login()
    await expect(unlockSigned(ctx, { ...body, nonce: 'f'.repeat(32) })).rejects.toEqual(
      code('ERR_NONCE_UNKNOWN'),
    )
    state.shops.push({ ...shop, id: 2n as typeof shop.id, myshopifyDomain: 'other.myshopify.com' })
    const other = { ...body, myshopifyDomain: 'other.myshopify.com' }
    await expect(unlockSigned(ctx, other)).rejects.toEqual(code('ERR_NONCE_UNKNOWN'))
    state.now += 121
    await expect(unlockSigned(ctx, body)).rejects.toEqual(code('ERR_NONCE_UNKNOWN'))
  })

  test('refuses: a gate that the shop does not have (ERR_GATE_NOT_FOUND)', async () => {
    const { ctx, state, body } = await login()
    await expect(unlockSigned(ctx, { ...body, gates: [82, 83] })).rejects.toEqual(code('ERR_GATE_NOT_FOUND'))
    expect(state.grants).toEqual([])
  })

  test('refuses: a shop that is not installed, an unknown chain and an invalid address', async () => {
    const { ctx, body } = await login()
    await expect(unlockSigned(ctx, { ...body, myshopifyDomain: 'x.myshopify.com' })).rejects.toEqual(
      code('ERR_SHOP_NOT_FOUND'),
    )
    const parameters = { myshopifyDomain: shop.myshopifyDomain, requestedDomain: null, clientAddress: null }
    await expect(issueNonce(ctx, { ...parameters, chain: 'doge', walletAddress: holder })).rejects.toEqual(
      code('ERR_CHAIN_UNKNOWN'),
    )
    await expect(issueNonce(ctx, { ...parameters, chain: 'ethereum', walletAddress: '0x1' })).rejects.toEqual(
      code('ERR_ADDRESS_INVALID'),
    )
  })
})

describe('a contract wallet', () => {
  const polygon = 'polygon' as ChainSlug
  async function open(holdsOn: (chain: ChainSlug) => boolean) {
    const opened = await login()
    const { state } = opened
    const asked: ChainSlug[] = []
    state.gates = state.gates.map((gate) => {
      const { root } = gate.requirement
      const others = listConditions(root).map((one) => ({ ...one, chain: polygon }) as typeof one)
      return { ...gate, requirement: { ...gate.requirement, root: { kind: 'any', of: [root, ...others] } } }
    })
    const ctx: typeof opened.ctx = override(opened.ctx, {
      recoverEvmAddress: () => null,
      canReadChain: () => true,
      findContractSigned: async ({ chain, messages, signature }) => {
        asked.push(chain)
        return signature === SIGNATURE && holdsOn(chain) ? (messages[0] ?? null) : null
      },
    })
    return { ...opened, ctx, asked }
  }
  const wallets = (state: FakeState) => [...state.visits.values()][0]?.wallets.map(({ chain }) => chain)

  test('behavior: it counts on another chain of the gates if the same signature is valid there', async () => {
    const { ctx, state, body, asked } = await open(() => true)
    await unlockSigned(ctx, body)
    expect([asked, wallets(state)]).toEqual([
      ['ethereum', 'polygon'],
      ['ethereum', 'polygon'],
    ])
  })

  test('behavior: it does not count where the signature is invalid or the chain is silent', async () => {
    const refused = await open((chain) => chain !== polygon)
    await unlockSigned(refused.ctx, refused.body)
    expect(wallets(refused.state)).toEqual(['ethereum'])
    const silent = await open((chain) => {
      if (chain === polygon) throw new UpstreamError('ERR_CHAIN_READ', 'It does not answer.')
      return true
    })
    await unlockSigned(silent.ctx, silent.body)
    expect(wallets(silent.state)).toEqual(['ethereum'])
  })

  test('behavior: that it is not on another chain, and its factory unknown, takes no login from it', async () => {
    const { ctx, state, body } = await open((chain) => {
      if (chain === polygon) throw new LoginError('ERR_WALLET_FACTORY', 'It is not there.')
      return true
    })
    expect((await unlockSigned(ctx, body)).gates[0]?.kind).toBe('open')
    expect(wallets(state)).toEqual(['ethereum'])
  })
})

describe('vaults', () => {
  const vault = `0x${'e'.repeat(40)}` as EvmAddress
  const suggestion = { address: vault, delegates: [holder], tokens: [] }
  /** The vault holds all tokens and has delegated them; the wallet that signs holds none. */
  async function open() {
    const opened = await login({ suggested: [suggestion] })
    const readBalances: typeof opened.ctx.readBalances = async ({ reads }) =>
      reads.map((read) => ({
        kind: 'read',
        amount: read.kind === 'delegation' || ('owner' in read && read.owner === vault) ? 9n : 0n,
        block: 9n,
      }))
    return { ...opened, ctx: override(opened.ctx, { readBalances }) }
  }

  test('default: a closed gate suggests the vaults that might open it, and opens once they are named', async () => {
    const { ctx, body } = await open()
    const closed = await unlockSigned(ctx, body)
    expect(closed).toMatchObject({ gates: [{ kind: 'closed' }], suggestedVaults: [vault] })
    const { session } = closed
    const renewal = { ...body, session, vaults: [vault] }
    expect(await renewSigned(ctx, renewal)).toMatchObject({ gates: [{ kind: 'open' }], suggestedVaults: [] })
  })

  test('behavior: a vault can be named with the login, in any case', async () => {
    const { ctx, state, body } = await open()
    const vaults = [`0x${'E'.repeat(40)}`, vault]
    expect((await unlockSigned(ctx, { ...body, vaults })).gates[0]?.kind).toBe('open')
    expect([...state.visits.values()][0]?.vaults).toEqual([suggestion])
  })

  test('behavior: a named vault counts even if nobody suggested it', async () => {
    const { ctx, state, body } = await open()
    state.suggested = []
    expect((await unlockSigned(ctx, { ...body, vaults: [vault] })).gates[0]?.kind).toBe('open')
  })

  test('behavior: a vault without a delegation is reported, and one that could not be read is not', async () => {
    const answer = async (lent: Balance) => {
      const { ctx, body } = await open()
      const readBalances: typeof ctx.readBalances = async ({ reads }) =>
        reads.map((read) => (read.kind === 'delegation' ? lent : { kind: 'read', amount: 0n, block: 9n }))
      const { gates } = await unlockSigned(override(ctx, { readBalances }), { ...body, vaults: [vault] })
      return gates[0]
    }
    const idle = { kind: 'closed', because: 'unmet', idleVaults: [vault] }
    expect(await answer({ kind: 'read', amount: 0n, block: 9n })).toMatchObject(idle)
    expect(await answer({ kind: 'read', amount: 1n, block: 9n })).toMatchObject({ ...idle, idleVaults: [] })
    const unread: Balance = { kind: 'unread', code: 'ERR_CHAIN_READ', chain: 'ethereum' as ChainSlug }
    expect(await answer(unread)).toMatchObject({ kind: 'closed', idleVaults: [] })
  })

  test('behavior: a single delegated token counts if it is of the gate’s contract', async () => {
    const { ctx, state, body } = await open()
    const tokens = [contract, vault].map((one) => ({
      chain: 'ethereum' as ChainSlug,
      contract: one,
      tokenId: 7n,
    }))
    state.suggested = [{ ...suggestion, tokens }]
    await unlockSigned(ctx, { ...body, vaults: [vault] })
    expect([...state.visits.values()][0]?.vaults).toEqual([{ ...suggestion, tokens: [tokens[0]] }])
  })

  test('refuses: a vault that is no address (ERR_ADDRESS_INVALID)', async () => {
    const { ctx, body } = await open()
    await expect(unlockSigned(ctx, { ...body, vaults: ['apes.eth'] })).rejects.toEqual(
      code('ERR_ADDRESS_INVALID'),
    )
  })
})

describe('the key of a visit', () => {
  test('behavior: a browser without keys unlocks once, and its visit cannot be renewed', async () => {
    const { ctx, body } = await login({}, null)
    const { session, gates } = await unlockGates(ctx, { ...body, signed: null })
    expect(gates).toMatchObject([{ kind: 'open' }])
    await expect(renewSigned(ctx, { ...body, session })).rejects.toEqual(code('ERR_SESSION_UNKNOWN'))
  })

  test('refuses: a login that names a key, without that key’s signature; it can still be finished (ERR_LOGIN_MISMATCH)', async () => {
    const { ctx, state, body } = await login()
    for (const signed of [null, makeVisitKey().sign('/unlock', {}, NOW)])
      await expect(unlockGates(ctx, { ...body, signed })).rejects.toEqual(code('ERR_LOGIN_MISMATCH'))
    expect(state.visits.size).toBe(0)
    expect((await unlockSigned(ctx, body)).gates).toMatchObject([{ kind: 'open' }])
  })

  test('refuses: a signature that is not of this request, or of another time (ERR_REQUEST_SIGNATURE, ERR_REQUEST_TIME)', async () => {
    const { ctx, state, body } = await login()
    const signed = visitKey.sign('/unlock', {}, NOW)
    const changed = unlockGates(ctx, { ...body, signed: { ...signed, text: '[]' } })
    await expect(changed).rejects.toEqual(code('ERR_REQUEST_SIGNATURE'))
    state.now += 61
    await expect(unlockGates(ctx, { ...body, signed })).rejects.toEqual(code('ERR_REQUEST_TIME'))
    expect((await unlockSigned(ctx, body)).gates).toMatchObject([{ kind: 'open' }])
  })

  test('behavior: a stolen token lends its wallets to nobody: another key’s login begins a visit of its own', async () => {
    const { ctx, state, body } = await login()
    const { session } = await unlockSigned(ctx, body)
    state.signers.set('0xthief', contract)
    const thief = makeVisitKey()
    for (const key of [thief.key, null]) {
      const { value } = await issueNonce(ctx, {
        ...{ myshopifyDomain: shop.myshopifyDomain, requestedDomain: null, clientAddress: null },
        ...{ chain: 'ethereum', walletAddress: contract, key },
      })
      const own = { nonce: value, walletAddress: contract, signature: '0xthief', session }
      const signed = thief.sign('/unlock', {}, NOW)
      const stolen = await unlockGates(ctx, { ...body, ...own, signed })
      expect(stolen.session).not.toBe(session)
      const visits = [...state.visits.values()]
      expect(visits.at(-1)?.wallets.map(({ address }) => address)).toEqual([contract])
      expect(visits[0]?.wallets.map(({ address }) => address)).toEqual([holder])
    }
  })
})

describe('renewGates', () => {
  const renewal = (session: string) => ({
    myshopifyDomain: shop.myshopifyDomain,
    clientAddress: null,
    session,
    gates: [82],
    lines: [line],
    cartToken: 'cart-1',
    customerId: null,
    vaults: [],
  })

  test('default: the same proof, byte by byte, without reading a chain', async () => {
    const { ctx, state, body } = await login()
    const first = await unlockSigned(ctx, body)
    const { reads } = state
    const attempt = { ...first.attempt, isLogin: false }
    // Nothing was read, so nothing is said about which of the visit's wallets it was.
    const gates = first.gates.map((gate) => {
      if (gate.kind !== 'open') return gate
      const { wallet: _, ...rest } = gate
      return rest
    })
    const { visit: _, ...renewed } = await renewSigned(ctx, renewal(first.session))
    expect(renewed).toEqual({ ...first, gates, attempt })
    expect(state.reads).toBe(reads)
  })

  test('behavior: each grant has the blocks at which its gates were read, also if a renewal reads nothing', async () => {
    const { ctx, state, body } = await login()
    const read = [{ gate: 82, revision: 3, blocks: [{ chain: 'ethereum', block: 9n }] }]
    const { session } = await unlockSigned(ctx, body)
    expect(state.grants.map(({ gates }) => gates)).toEqual([read, read])
    const { reads } = state
    await renewSigned(ctx, { ...renewal(session), lines: [{ productId: 8101, variantId: 9102 }] })
    expect([state.reads, state.grants.at(-1)]).toMatchObject([reads, { variantId: 9102, gates: read }])
  })

  test('behavior: a new period reads the chains again, renews the same grant and moves its end', async () => {
    const { ctx, state, body } = await login()
    const first = await unlockSigned(ctx, body)
    const [before] = state.grants.map((grant) => grant.endsAt)
    state.now += 1700
    await renewSigned(ctx, renewal(first.session))
    state.now += 1700
    await renewSigned(ctx, renewal(first.session))
    state.now += 200
    const second = await renewSigned(ctx, renewal(first.session))
    expect(state.reads).toBe(2)
    expect(parseProof(second.proof ?? '').claims.grant).toBe(parseProof(first.proof ?? '').claims.grant)
    expect(parseProof(second.proof ?? '').claims.until).toBe('2026112509')
    expect(state.grants[0]?.endsAt).toBe((before ?? 0) + 7200)
  })

  test('behavior: a sold token closes the gate in the next period', async () => {
    const { ctx, state, body } = await login()
    const { session } = await unlockSigned(ctx, body)
    state.now += 1700
    await renewSigned(ctx, renewal(session))
    state.balance = 0n
    state.now += 1700
    await renewSigned(ctx, renewal(session))
    state.now += 200
    expect((await renewSigned(ctx, renewal(session))).gates[0]?.kind).toBe('closed')
  })

  test('behavior: a new signature reads the chains again, whatever the visit has seen', async () => {
    const { ctx, state, body } = await login()
    const { session } = await unlockSigned(ctx, body)
    const { value: nonce } = await issueNonce(ctx, {
      myshopifyDomain: shop.myshopifyDomain,
      requestedDomain: null,
      clientAddress: null,
      chain: 'ethereum',
      walletAddress: holder,
      key: visitKey.key,
    })
    state.balance = 0n
    const again = await unlockSigned(ctx, { ...body, nonce, session })
    expect([again.session, again.gates[0]?.kind]).toEqual([session, 'closed'])
    expect((await renewSigned(ctx, renewal(session))).gates[0]?.kind).toBe('closed')
  })

  test('behavior: a revised gate is read again at once', async () => {
    const { ctx, state, body } = await login()
    const { session } = await unlockSigned(ctx, body)
    state.gates = [makeGate({ revision: 4 })]
    await renewSigned(ctx, renewal(session))
    expect(state.reads).toBe(2)
  })

  test('behavior: a second wallet joins the visit, and the tokens add up', async () => {
    const second = await login({ balance: 1n })
    const first = await unlockSigned(second.ctx, second.body)
    expect(first.gates[0]?.kind).toBe('closed')
    second.state.signers.set('0xother', contract)
    const { value } = await issueNonce(second.ctx, {
      myshopifyDomain: shop.myshopifyDomain,
      requestedDomain: null,
      clientAddress: null,
      chain: 'ethereum',
      walletAddress: contract,
      key: visitKey.key,
    })
    const body = {
      ...second.body,
      nonce: value,
      walletAddress: contract,
      signature: '0xother',
      session: first.session,
    }
    const result = await unlockSigned(second.ctx, body)
    expect(result.session).toBe(first.session)
    expect(result.gates[0]?.kind).toBe('open')
  })

  test('refuses: an ended and an unknown visit (ERR_SESSION_UNKNOWN)', async () => {
    const { ctx, state, body } = await login()
    const { session } = await unlockSigned(ctx, body)
    await expect(renewSigned(ctx, renewal('0'.repeat(64)))).rejects.toEqual(code('ERR_SESSION_UNKNOWN'))
    for (let minutes = 20; minutes < 120; minutes += 20) {
      state.now = NOW + minutes * 60
      await renewSigned(ctx, renewal(session))
    }
    state.now = NOW + 7200
    await expect(renewSigned(ctx, renewal(session))).rejects.toEqual(code('ERR_SESSION_UNKNOWN'))
  })

  test('refuses: a visit that was not used for half an hour (ERR_SESSION_UNKNOWN)', async () => {
    const { ctx, state, body } = await login()
    const { session } = await unlockSigned(ctx, body)
    state.now += 1799
    await renewSigned(ctx, renewal(session))
    state.now += 1800
    await expect(renewSigned(ctx, renewal(session))).rejects.toEqual(code('ERR_SESSION_UNKNOWN'))
  })

  test('refuses: a stolen token without a signature, and with the thief’s own; neither is a use (ERR_SESSION_UNKNOWN)', async () => {
    const { ctx, state, body } = await login()
    const { session } = await unlockSigned(ctx, body)
    state.now += 1200
    const thief = makeVisitKey().sign('/renew', {}, state.now)
    for (const signed of [null, thief]) {
      const stolen = renewGates(ctx, { ...renewal(session), signed })
      await expect(stolen).rejects.toEqual(code('ERR_SESSION_UNKNOWN'))
    }
    state.now += 600
    await expect(renewSigned(ctx, renewal(session))).rejects.toEqual(code('ERR_SESSION_UNKNOWN'))
  })

  test('refuses: a signature over another request, or for another address (ERR_REQUEST_SIGNATURE)', async () => {
    const { ctx, body } = await login()
    const { session } = await unlockSigned(ctx, body)
    const signed = visitKey.sign('/renew', {}, NOW)
    const unlocking = { ...visitKey.sign('/unlock', {}, NOW), path: '/renew' as const }
    for (const forged of [{ ...signed, text: '{"gates":[83]}' }, unlocking]) {
      const renewed = renewGates(ctx, { ...renewal(session), signed: forged })
      await expect(renewed).rejects.toEqual(code('ERR_REQUEST_SIGNATURE'))
    }
  })

  test('refuses: a request of more than a minute ago or ahead, and tells the time (ERR_REQUEST_TIME)', async () => {
    const { ctx, body } = await login()
    const { session } = await unlockSigned(ctx, body)
    for (const [seconds, isRefused] of [
      [-61, true],
      [61, true],
      [-60, false],
      [60, false],
    ] as const) {
      const signed = visitKey.sign('/renew', {}, NOW + seconds)
      const answer = renewGates(ctx, { ...renewal(session), signed })
      if (!isRefused) await answer
      else await expect(answer).rejects.toMatchObject({ code: 'ERR_REQUEST_TIME', details: { now: NOW } })
    }
  })
})

describe('a gate that asks for a fresh signature', () => {
  const limited = { perWallet: 1, perToken: null, total: null }
  const again = [{ id: 82, kind: 'closed', because: 'sign-again' }]

  test('default: it opens within five minutes of the login, then waits for a new one, and reads no chain', async () => {
    const { ctx, state, body } = await login({ gates: [makeGate({ limits: limited, freshSignature: true })] })
    const { session, gates } = await unlockSigned(ctx, body)
    expect(gates).toMatchObject([{ kind: 'open' }])
    state.now += 299
    expect((await renewSigned(ctx, { ...body, session })).gates).toMatchObject([{ kind: 'open' }])
    const { reads } = state
    state.now += 1
    const waiting = await renewSigned(ctx, { ...body, session })
    expect(waiting).toMatchObject({ gates: again, proof: null, lineProofs: [] })
    expect(state.reads).toBe(reads)
    const { value: nonce } = await issueNonce(ctx, {
      ...{ myshopifyDomain: shop.myshopifyDomain, requestedDomain: null, clientAddress: null },
      ...{ chain: 'ethereum', walletAddress: holder, key: visitKey.key },
    })
    const signed = await unlockSigned(ctx, { ...body, nonce, session })
    expect(signed).toMatchObject({ session, gates: [{ kind: 'open' }] })
    expect((await renewSigned(ctx, { ...body, session })).gates).toMatchObject([{ kind: 'open' }])
  })

  test('behavior: a vault that is named later is no new signature', async () => {
    const { ctx, state, body } = await login({ gates: [makeGate({ limits: limited, freshSignature: true })] })
    const { session } = await unlockSigned(ctx, body)
    state.now += 300
    const renewed = await renewSigned(ctx, { ...body, session, vaults: [`0x${'e'.repeat(40)}`] })
    expect(renewed.gates).toMatchObject(again)
  })

  test('behavior: without a limit the setting counts for nothing, and a gate without it goes on', async () => {
    for (const gate of [makeGate({ freshSignature: true }), makeGate({ limits: limited })]) {
      const { ctx, state, body } = await login({ gates: [gate] })
      const { session } = await unlockSigned(ctx, body)
      state.now += 1200
      expect((await renewSigned(ctx, { ...body, session })).gates).toMatchObject([{ kind: 'open' }])
    }
  })
})

describe('gates in test', () => {
  const inTest = (wallets: EvmAddress[]) => makeGate({ test: { isOn: true, wallets } })
  const closed = [expect.objectContaining({ id: 82, kind: 'closed', because: 'paused' })]

  test('default: a listed wallet passes, and is counted nowhere', async () => {
    const { ctx, body } = await login({ gates: [inTest([holder])] })
    const { gates, proof, attempt } = await unlockSigned(ctx, body)
    expect(gates).toMatchObject([{ id: 82, kind: 'open' }])
    expect(parseProof(proof ?? '').claims.entries).toMatchObject([{ gate: 82 }])
    expect(attempt.gates).toEqual([])
  })

  test('behavior: a listed wallet must also meet the requirement', async () => {
    const { ctx, body } = await login({ gates: [inTest([holder])], balance: 1n })
    expect((await unlockSigned(ctx, body)).gates).toMatchObject([{ kind: 'closed', because: 'unmet' }])
  })

  test('refuses: a holder who is not on the list, told as for a gate that is not open, at unlock and renewal', async () => {
    const { ctx, state, body } = await login({ gates: [inTest([contract])] })
    const unlocked = await unlockSigned(ctx, body)
    expect(unlocked).toMatchObject({ gates: closed, proof: null, lineProofs: [], codes: [] })
    expect(state.reads).toBe(0)
    const renewed = await renewSigned(ctx, { ...body, session: unlocked.session })
    expect(renewed).toMatchObject({ gates: closed, proof: null })
  })

  test('refuses: a visit that was open before the test began', async () => {
    const { ctx, state, body } = await login()
    const { session } = await unlockSigned(ctx, body)
    state.gates = [inTest([contract])]
    expect(await renewSigned(ctx, { ...body, session })).toMatchObject({ gates: closed, proof: null })
  })
})
