import { describe, expect, test } from 'vitest'
import type { EvmAddress } from '../../../app/core/chain/types.ts'
import type { ShopId } from '../../../app/core/gate/types.ts'
import { clientLimits, shopLimit, walletLimit } from '../../../app/core/limit/limits.ts'
import { planCounters } from '../../../app/core/limit/planCounters.ts'
import type { ClientAddress } from '../../../app/core/limit/types.ts'

const shopId = 70_012_345_678n as ShopId
const clientAddress = '203.0.113.9' as ClientAddress
const walletAddress = `0x${'ab'.repeat(20)}` as EvmAddress
const asked = {
  request: 'unlock',
  shopId,
  clientAddress,
  walletAddress,
  now: 1_000_000_019,
  factor: 1,
} as const
const keys = (changes: Partial<Parameters<typeof planCounters>[0]>) => {
  const { client, wallet, shop } = planCounters({ ...asked, ...changes })
  return [client, wallet, shop].flatMap((counter) => counter?.key ?? [])
}

describe('planCounters', () => {
  test('default: an unlock counts on its client, its wallet and the shop', () => {
    const expiresAt = 1_000_000_020
    expect(planCounters(asked)).toEqual({
      client: { key: 'client unlock 70012345678 203.0.113.9', most: clientLimits.unlock.most, expiresAt },
      wallet: { key: `wallet 70012345678 ${walletAddress}`, most: walletLimit.most, expiresAt },
      shop: { key: 'shop 70012345678', most: shopLimit.most, expiresAt },
    })
  })

  test('behavior: each request has its own count of a client, and all share the shop’s', () => {
    expect(keys({ request: 'nonce' })).toEqual(['client nonce 70012345678 203.0.113.9', 'shop 70012345678'])
    expect(keys({ request: 'renew' })).toEqual(['client renew 70012345678 203.0.113.9', 'shop 70012345678'])
  })

  test('behavior: the operator’s factor multiplies every limit', () => {
    const { client, wallet, shop } = planCounters({ ...asked, factor: 2.5 })
    expect([client?.most, wallet?.most, shop.most]).toEqual([
      clientLimits.unlock.most * 2.5,
      walletLimit.most * 2.5,
      shopLimit.most * 2.5,
    ])
  })

  test('behavior: who is not known is not counted', () => {
    expect(keys({ clientAddress: null, walletAddress: null })).toEqual(['shop 70012345678'])
  })

  test('behavior: no key of one shop is another’s', () => {
    const other = keys({ shopId: 1n as ShopId })
    expect(keys({}).filter((key) => other.includes(key))).toEqual([])
  })

  test('behavior: a new window begins with the minute', () => {
    expect(planCounters({ ...asked, now: 1_000_000_020 }).shop.expiresAt).toBe(1_000_000_080)
  })

  test('behavior: no client alone can use up a wallet', () => {
    expect(walletLimit.most).toBeGreaterThan(clientLimits.unlock.most)
  })
})
