import { describe, expect, test } from 'vitest'
import { clientLimits, shopLimit, walletLimit } from '../../../app/core/limit/limits.ts'
import type { ClientAddress } from '../../../app/core/limit/types.ts'
import { issueNonce } from '../../../app/flows/unlocks/issueNonce.ts'
import { fakeContext, holder, shop } from '../../fakes/fakeContext.ts'
import { renewSigned, unlockSigned, visitKey } from './signedFlows.ts'

const client = (number: number) => `198.51.${Math.floor(number / 250)}.${number % 250}` as ClientAddress

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

describe('the storefront’s flows under requests that prove nothing', () => {
  const use = { gates: [82], lines: [], cartToken: null, vaults: [], customerId: null }
  const body = { myshopifyDomain: shop.myshopifyDomain, walletAddress: holder }
  const honest = client(9_999)
  /** The requests of an honest shopper: a nonce, an unlock, a renewal. */
  const shopAround = async (ctx: ReturnType<typeof fakeContext>['ctx']) => {
    const asked = {
      ...body,
      clientAddress: honest,
      requestedDomain: null,
      chain: 'ethereum',
      key: visitKey.key,
    }
    const { value: nonce } = await issueNonce(ctx, asked)
    const unlocked = { ...body, ...use, nonce, session: null, signedMessage: null, clientAddress: honest }
    const { session } = await unlockSigned(ctx, { ...unlocked, signature: '0xgood' })
    return renewSigned(ctx, { ...body, ...use, session, clientAddress: honest })
  }

  test('behavior: any number of renewals of unknown visits leaves the shop’s limit unused', async () => {
    const { ctx: whole } = fakeContext({ signers: new Map([['0xgood', holder]]) })
    const ctx = { ...whole, limitFactor: 0.02 }
    const renewal = { ...body, ...use, session: '0'.repeat(64) }
    const count = (shopLimit.most + 10_000) * ctx.limitFactor
    const once = (index: number) =>
      renewSigned(ctx, {
        ...renewal,
        clientAddress: client(Math.floor(index / (clientLimits.renew.most * ctx.limitFactor))),
      })
    expect(await ask(count, once)).toEqual({ ERR_SESSION_UNKNOWN: count })
    expect((await shopAround(ctx)).gates[0]?.kind).toBe('open')
  })

  test('behavior: unproven unlocks with a wallet’s address leave its limit unused, with or without a login', async () => {
    const { ctx } = fakeContext({ signers: new Map([['0xgood', holder]]) })
    const asked = {
      ...body,
      requestedDomain: null,
      chain: 'ethereum',
      clientAddress: client(1),
      key: visitKey.key,
    }
    const { value: nonce } = await issueNonce(ctx, asked)
    const count = walletLimit.most * 3
    const garbage = { ...body, ...use, session: null, signedMessage: null, signature: '0xbad' }
    const once = (index: number) => {
      const clientAddress = client(Math.floor(index / clientLimits.unlock.most))
      const named = index % 2 === 0 ? nonce : 'f'.repeat(32)
      return unlockSigned(ctx, { ...garbage, nonce: named, clientAddress })
    }
    expect(await ask(count, once)).toEqual({
      ERR_SIGNATURE_INVALID: count / 2,
      ERR_NONCE_UNKNOWN: count / 2,
    })
    expect((await shopAround(ctx)).gates[0]?.kind).toBe('open')
  })
})
