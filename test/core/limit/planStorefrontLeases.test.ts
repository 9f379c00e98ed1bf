import { describe, expect, test } from 'vitest'
import type { EvmAddress } from '../../../app/core/chain/types.ts'
import type { ShopId } from '../../../app/core/gate/types.ts'
import { clientLimits, shopLimit, walletLimit } from '../../../app/core/limit/limits.ts'
import {
  type PlanStorefrontLeasesParameters,
  planStorefrontLeases,
} from '../../../app/core/limit/planStorefrontLeases.ts'
import type { ClientAddress } from '../../../app/core/limit/types.ts'

const walletAddress = `0x${'ab'.repeat(20)}` as EvmAddress
const asked = {
  request: 'unlock',
  shopId: 70_012_345_678n as ShopId,
  clientAddress: '203.0.113.9' as ClientAddress,
  walletAddress,
  now: 1_000_000_019,
  factor: 1,
} as const
const plan = (changes: Partial<PlanStorefrontLeasesParameters> = {}) => {
  const { client, proven } = planStorefrontLeases({ ...asked, ...changes })
  return [...client, ...proven]
}
const keys = (changes?: Partial<PlanStorefrontLeasesParameters>) => plan(changes).map(({ key }) => key)

describe('planStorefrontLeases', () => {
  test('default: an unlock counts on its client first, and on its wallet and shop once proven', () => {
    const expiresAt = 1_000_000_020
    expect(planStorefrontLeases(asked)).toEqual({
      client: [
        {
          key: 'client unlock 70012345678 203.0.113.9',
          most: clientLimits.unlock.most,
          expiresAt,
          units: 1,
          block: 1,
        },
      ],
      proven: [
        { key: `wallet 70012345678 ${walletAddress}`, most: walletLimit.most, expiresAt, units: 1, block: 1 },
        { key: 'shop 70012345678', most: shopLimit.most, expiresAt, units: 1, block: 200 },
      ],
    })
  })

  test('behavior: a client has one counter for each kind of request, and a shop has one for all', () => {
    expect(keys({ request: 'nonce' })).toEqual(['client nonce 70012345678 203.0.113.9', 'shop 70012345678'])
    expect(keys({ request: 'renew' })).toEqual(['client renew 70012345678 203.0.113.9', 'shop 70012345678'])
  })

  test('behavior: the operator’s factor multiplies every limit, and a lease takes at most a twentieth', () => {
    expect(plan({ factor: 2.5 }).map(({ most }) => most)).toEqual([
      clientLimits.unlock.most * 2.5,
      walletLimit.most * 2.5,
      shopLimit.most * 2.5,
    ])
    for (const factor of [0.01, 0.1, 1, 1000]) {
      for (const { most, block } of plan({ factor, request: 'renew' })) {
        expect(block).toBeLessThanOrEqual(Math.max(1, most / 20))
      }
    }
  })

  test('behavior: an unknown client and an unknown wallet are not counted', () => {
    expect(keys({ clientAddress: null, walletAddress: null })).toEqual(['shop 70012345678'])
  })

  test('behavior: two shops share no key', () => {
    const other = keys({ shopId: 1n as ShopId })
    expect(keys().filter((key) => other.includes(key))).toEqual([])
  })

  test('behavior: a new window begins with the minute', () => {
    expect(plan({ now: 1_000_000_020 })[0]?.expiresAt).toBe(1_000_000_080)
  })

  test('behavior: a shop’s limit lets 100,000 holders ask, unlock and renew within five minutes', () => {
    expect((shopLimit.most * 5 * 60) / shopLimit.seconds).toBeGreaterThanOrEqual(100_000 * 3)
  })
})
