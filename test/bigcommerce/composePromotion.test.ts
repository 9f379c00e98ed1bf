import { expect, test } from 'vitest'
import { composePromotion } from '../../app/bigcommerce/composePromotion.ts'
import type { CodeDiscount } from '../../app/ports/shopify.ts'
import { findOperation, listProblems } from '../standin/bigcommerce/contract/judge.ts'

const NONE = {
  orderDiscounts: false,
  productDiscounts: false,
  shippingDiscounts: false,
  purchases: 'both',
} as const
const compose = (change: Partial<CodeDiscount>) =>
  composePromotion({
    ...{ code: 'PAL-0000-0000-0000', title: 'Token holder code: Jackets', combination: NONE },
    ...{ startsAt: 1_796_000_000, endsAt: 1_796_003_600, subject: { kind: 'products', ids: [111] } },
    gives: { kind: 'percentage', hundredths: 1250 },
    ...change,
  })
const found = findOperation({ method: 'POST', base: '/v3', path: '/promotions' })

test('default: a percentage off the gate’s products, once, with its own end', () => {
  expect(compose({})).toEqual({
    ...{ name: 'PAL-0000-0000-0000 Token holder code: Jackets', redemption_type: 'COUPON' },
    ...{ coupon_type: 'SINGLE', status: 'ENABLED', max_uses: 1 },
    ...{ start_date: '2026-11-30T00:53:20+00:00', end_date: '2026-11-30T01:53:20+00:00' },
    rules: [
      {
        action: {
          cart_items: {
            ...{ discount: { percentage_amount: '12.5' }, as_total: false, items: { products: [111] } },
          },
        },
        ...{ apply_once: true, stop: false },
      },
    ],
    ...{ can_be_used_with_other_promotions: false, coupon_overrides_other_promotions: true },
  })
})

test.each([
  [
    'an amount off variants',
    {
      gives: { kind: 'fixedAmount', thousandths: 5500n },
      subject: { kind: 'variants', variants: [{ productId: 1, variantId: 2 }] },
    },
    { cart_items: { discount: { fixed_amount: '5.5' }, as_total: false, items: { variants: [2] } } },
    undefined,
  ],
  [
    'a share of the order',
    { gives: { kind: 'orderPercentage', hundredths: 1000 } },
    { cart_value: { discount: { percentage_amount: '10' } } },
    [111],
  ],
  [
    'free shipping',
    { gives: { kind: 'freeShipping' } },
    { shipping: { free_shipping: true, zone_ids: '*' } },
    [111],
  ],
  [
    'access alone',
    { gives: { kind: 'admission' } },
    { cart_items: { discount: { fixed_amount: '0.01' }, as_total: true, items: { products: [111] } } },
    undefined,
  ],
  [
    'everything',
    { subject: { kind: 'all' } },
    { cart_items: { discount: { percentage_amount: '12.5' }, as_total: false } },
    undefined,
  ],
] as const)(
  'behavior: %s is what the published schema takes, and needs a product of the gate',
  (_, change, action, needs) => {
    const body = compose(change as Partial<CodeDiscount>)
    const [rule] = body.rules
    expect(rule?.action).toEqual(action)
    const condition = rule && 'condition' in rule ? rule.condition : undefined
    expect(condition).toEqual(needs && { cart: { items: { products: needs }, minimum_quantity: 1 } })
    if (found.kind !== 'found') throw new Error('There is no such operation.')
    expect(listProblems({ operation: found.operation, query: {}, body })).toEqual({})
  },
)
