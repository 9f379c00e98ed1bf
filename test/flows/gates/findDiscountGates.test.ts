import { describe, expect, test } from 'vitest'
import type { GateNumber } from '../../../app/core/gate/types.ts'
import { findDiscountGates } from '../../../app/flows/gates/findDiscountGates.ts'
import { combination, fakeContext, makeGate, shop } from '../../fakes/fakeContext.ts'

const { myshopifyDomain } = shop

describe('findDiscountGates', () => {
  test('default: the gates of the discount’s profile; null for a discount of others', async () => {
    const { ctx, state } = fakeContext()
    state.gates = [makeGate({ number: 1 as GateNumber, profile: 3 })]
    const discountId = 'gid://shopify/DiscountAutomaticNode/105'
    ctx.profiles.list = async () => [{ profile: 3, combination, discountId }]
    expect(await findDiscountGates(ctx, { myshopifyDomain, discountId: 105 })).toEqual({
      profile: 3,
      numbers: [1],
    })
    expect(await findDiscountGates(ctx, { myshopifyDomain, discountId: 5 })).toBeNull()
  })
})
