import { describe, expect, test } from 'vitest'
import { clientLimits, shopLimit, walletLimit } from '../../../app/core/limit/limits.ts'
import type { ClientAddress } from '../../../app/core/limit/types.ts'
import { issueNonce } from '../../../app/flows/unlocks/issueNonce.ts'
import { limitProven } from '../../../app/flows/unlocks/limitProven.ts'
import { renewGates } from '../../../app/flows/unlocks/renewGates.ts'
import { unlockGates } from '../../../app/flows/unlocks/unlockGates.ts'
import { contract, fakeContext, holder, NOW, shop } from '../../fakes/fakeContext.ts'

const client = (number: number) => `198.51.${Math.floor(number / 250)}.${number % 250}` as ClientAddress
const unlock = { request: 'unlock', shop, clientAddress: null, walletAddress: null } as const

/** Ask `count` times; answers how often each came: `passed`, or the code of the refusal. */
async function ask(count: number, once: (index: number) => Promise<unknown>) {
  const answers = await Promise.allSettled(Array.from({ length: count }, (_, index) => once(index)))
  const kinds: Record<string, number> = {}
  for (const answer of answers) {
    const kind = answer.status === 'fulfilled' ? 'passed' : (answer.reason as { code: string }).code
    kinds[kind] = (kinds[kind] ?? 0) + 1
  }
  return kinds
}

describe('limitProven', () => {
  test('default: a wallet as often as its limit, and another one still', async () => {
    const { ctx } = fakeContext()
    const once = () => limitProven(ctx, { ...unlock, walletAddress: holder })
    expect(await ask(walletLimit.most + 40, once)).toEqual({
      passed: walletLimit.most,
      ERR_RATE_LIMITED: 40,
    })
    await limitProven(ctx, { ...unlock, walletAddress: contract })
  })

  test('refuses: a shop that asks too much, and says what to do (ERR_RATE_LIMITED)', async () => {
    const { ctx, state } = fakeContext()
    state.now = NOW + 43
    const once = () => limitProven(ctx, unlock)
    expect(await ask(shopLimit.most + 1, once)).toEqual({ passed: shopLimit.most, ERR_RATE_LIMITED: 1 })
    await expect(limitProven(ctx, unlock)).rejects.toMatchObject({
      code: 'ERR_RATE_LIMITED',
      hint: 'Wait 17 seconds and try again.',
    })
    await limitProven(ctx, { ...unlock, shop: { ...shop, id: 2n as typeof shop.id } })
  })
})

describe('the storefront’s flows under requests that prove nothing', () => {
  const use = { gates: [82], lines: [], cartToken: null, vaults: [], customerId: null }
  const body = { myshopifyDomain: shop.myshopifyDomain, walletAddress: holder }
  const honest = client(9_999)
  /** What an honest shopper does: a nonce, an unlock, a renewal. */
  const shopAround = async (ctx: ReturnType<typeof fakeContext>['ctx']) => {
    const asked = { ...body, clientAddress: honest, requestedDomain: null, chain: 'ethereum' }
    const { value: nonce } = await issueNonce(ctx, asked)
    const unlocked = { ...body, ...use, nonce, session: null, signedMessage: null, clientAddress: honest }
    const { session } = await unlockGates(ctx, { ...unlocked, signature: '0xgood' })
    return renewGates(ctx, { ...body, ...use, session, clientAddress: honest })
  }

  test('behavior: 130,000 renewals of visits that nobody has use up nothing of the shop', async () => {
    const { ctx } = fakeContext({ signers: new Map([['0xgood', holder]]) })
    const renewal = { ...body, ...use, session: '0'.repeat(64) }
    const count = shopLimit.most + 10_000
    const once = (index: number) =>
      renewGates(ctx, { ...renewal, clientAddress: client(Math.floor(index / clientLimits.renew.most)) })
    expect(await ask(count, once)).toEqual({ ERR_SESSION_UNKNOWN: count })
    expect((await shopAround(ctx)).gates[0]?.kind).toBe('open')
  })

  test('behavior: unlocks that name a wallet use up nothing of it, with a login of its own or none', async () => {
    const { ctx } = fakeContext({ signers: new Map([['0xgood', holder]]) })
    const asked = { ...body, requestedDomain: null, chain: 'ethereum', clientAddress: client(1) }
    const { value: nonce } = await issueNonce(ctx, asked)
    const count = walletLimit.most * 3
    const garbage = { ...body, ...use, session: null, signedMessage: null, signature: '0xbad' }
    const once = (index: number) => {
      const clientAddress = client(Math.floor(index / clientLimits.unlock.most))
      const named = index % 2 === 0 ? nonce : 'f'.repeat(32)
      return unlockGates(ctx, { ...garbage, nonce: named, clientAddress })
    }
    expect(await ask(count, once)).toEqual({
      ERR_SIGNATURE_INVALID: count / 2,
      ERR_NONCE_UNKNOWN: count / 2,
    })
    expect((await shopAround(ctx)).gates[0]?.kind).toBe('open')
  })

  test('refuses: a good signature of a wallet that asked too often; the login stays usable (ERR_RATE_LIMITED)', async () => {
    const { ctx, state } = fakeContext({ signers: new Map([['0xgood', holder]]) })
    await ask(walletLimit.most, () => limitProven(ctx, { ...unlock, walletAddress: holder }))
    await expect(shopAround(ctx)).rejects.toMatchObject({ code: 'ERR_RATE_LIMITED' })
    expect(state.nonces.size).toBe(1)
    state.now += 60
    const unlocked = { ...body, ...use, session: null, signedMessage: null, clientAddress: honest }
    const [nonce = ''] = state.nonces.keys()
    const answer = await unlockGates(ctx, { ...unlocked, nonce, signature: '0xgood' })
    expect(answer.gates[0]?.kind).toBe('open')
  })
})
