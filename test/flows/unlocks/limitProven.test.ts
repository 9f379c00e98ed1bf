import { describe, expect, test } from 'vitest'
import { shopLimit, walletLimit } from '../../../app/core/limit/limits.ts'
import type { ClientAddress } from '../../../app/core/limit/types.ts'
import { issueNonce } from '../../../app/flows/unlocks/issueNonce.ts'
import { limitProven } from '../../../app/flows/unlocks/limitProven.ts'
import { contract, fakeContext, holder, NOW, shop } from '../../fakes/fakeContext.ts'
import { unlockSigned, visitKey } from './signedFlows.ts'

const client = (number: number) => `198.51.${Math.floor(number / 250)}.${number % 250}` as ClientAddress
const unlock = { request: 'unlock', shop, clientAddress: null, walletAddress: null } as const

/** Ask `count` times. Resolves to how often each result came: `passed`, or an error code. */
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
  test('default: a wallet passes as often as its limit, and another wallet still passes', async () => {
    const { ctx } = fakeContext()
    const once = () => limitProven(ctx, { ...unlock, walletAddress: holder })
    expect(await ask(walletLimit.most + 40, once)).toEqual({
      passed: walletLimit.most,
      ERR_RATE_LIMITED: 40,
    })
    await limitProven(ctx, { ...unlock, walletAddress: contract })
  })

  test('refuses: a shop over its limit, and says when to try again (ERR_RATE_LIMITED)', async () => {
    const { ctx: whole, state } = fakeContext()
    const ctx = { ...whole, limitFactor: 0.01 }
    const most = shopLimit.most * ctx.limitFactor
    state.now = NOW + 43
    const once = () => limitProven(ctx, unlock)
    expect(await ask(most + 1, once)).toEqual({ passed: most, ERR_RATE_LIMITED: 1 })
    await expect(limitProven(ctx, unlock)).rejects.toMatchObject({
      code: 'ERR_RATE_LIMITED',
      hint: 'Wait 17 seconds and try again.',
    })
    await limitProven(ctx, { ...unlock, shop: { ...shop, id: 2n as typeof shop.id } })
  })

  test('refuses: a good signature of a wallet over its limit, and the login can still be finished (ERR_RATE_LIMITED)', async () => {
    const { ctx, state } = fakeContext({ signers: new Map([['0xgood', holder]]) })
    await ask(walletLimit.most, () => limitProven(ctx, { ...unlock, walletAddress: holder }))
    const body = { myshopifyDomain: shop.myshopifyDomain, walletAddress: holder, clientAddress: client(1) }
    const { value: nonce } = await issueNonce(ctx, {
      ...body,
      requestedDomain: null,
      chain: 'ethereum',
      key: visitKey.key,
    })
    const use = { gates: [82], lines: [], cartToken: null, vaults: [], customerId: null, session: null }
    const unlocked = { ...body, ...use, nonce, signedMessage: null, signature: '0xgood' }
    await expect(unlockSigned(ctx, unlocked)).rejects.toMatchObject({ code: 'ERR_RATE_LIMITED' })
    expect(state.nonces.size).toBe(1)
    state.now += 60
    expect((await unlockSigned(ctx, unlocked)).gates[0]?.kind).toBe('open')
  })
})
