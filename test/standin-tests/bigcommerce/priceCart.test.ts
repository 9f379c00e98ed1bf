import { describe, expect, test } from 'vitest'
import { fc } from '../../random.ts'
import { createStore } from '../../standin/bigcommerce/createStore.ts'
import { seedStore } from '../../standin/bigcommerce/seedStore.ts'
import type { Rule, StandinPromotion } from '../../standin/bigcommerce/state.ts'
import { priceCart } from '../../standin/bigcommerce/storefront/priceCart.ts'

const APP = {
  id: '1',
  name: 'App',
  clientId: 'c',
  clientSecret: 's',
  origin: 'http://127.0.0.1',
  callbacks: { auth: '', load: '', uninstall: '', removeUser: '' },
  scopes: [],
  accountUuid: '',
}

function openPricing() {
  const store = createStore({ hash: 'g5cd38', app: APP, now: () => 1_000_000 })
  seedStore(store)
  const variants = [...store.products.values()].flatMap((product) =>
    product.variants.map((variant) => ({ product, variant })),
  )
  return { store, variants }
}

const VARIANTS = openPricing().variants

const money = fc.integer({ min: 1, max: 30_000 }).map((cents) => (cents / 100).toFixed(2))
const discount = fc.oneof(
  money.map((fixed_amount) => ({ fixed_amount })),
  fc
    .integer({ min: 1, max: 10_000 })
    .map((hundredths) => ({ percentage_amount: (hundredths / 100).toString() })),
)
const items = fc.oneof(
  fc.subarray(VARIANTS.map(({ variant }) => variant.id)).map((variants) => ({ variants })),
  fc.subarray([24, 25]).map((categories) => ({ categories })),
  fc.subarray([111, 112, 113]).map((products) => ({ not: { products } })),
)
const action: fc.Arbitrary<Rule['action']> = fc.oneof(
  fc
    .record({
      discount,
      items: fc.option(items, { nil: undefined }),
      as_total: fc.boolean(),
      quantity: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
      maximum_allowed_discount_amount: fc.option(money),
      include_items_considered_by_condition: fc.boolean(),
      strategy: fc.constantFrom('LEAST_EXPENSIVE', 'MOST_EXPENSIVE'),
    })
    .map((cart_items) => ({ cart_items })),
  discount.map((one) => ({ cart_value: { discount: one } })),
  fc.constant({ shipping: { free_shipping: true, zone_ids: '*' as const } }),
)
const condition = fc.record({
  cart: fc.oneof(
    money.map((minimum_spend) => ({ minimum_spend })),
    fc.record({ items, minimum_quantity: fc.integer({ min: 1, max: 4 }) }),
  ),
})
const rule: fc.Arbitrary<Rule> = fc.record({
  action,
  stop: fc.boolean(),
  condition: fc.option(condition, { nil: undefined }),
})
const promotion = fc.record({
  rules: fc.array(rule, { minLength: 1, maxLength: 3 }),
  kind: fc.constantFrom('COUPON' as const, 'AUTOMATIC' as const),
  stop: fc.boolean(),
  canBeUsedWithOthers: fc.boolean(),
  overridesOthers: fc.boolean(),
})
const cartLines = fc.array(
  fc.record({ at: fc.nat({ max: VARIANTS.length - 1 }), quantity: fc.integer({ min: 1, max: 5 }) }),
  { minLength: 1, maxLength: 4 },
)

function addPromotion(
  store: ReturnType<typeof openPricing>['store'],
  given: Partial<StandinPromotion> & Pick<StandinPromotion, 'kind' | 'rules'>,
) {
  const id = store.count('promotion')
  store.promotions.set(id, {
    id,
    couponType: 'SINGLE',
    name: `P${id}`,
    displayName: undefined,
    channels: [],
    customer: {},
    currentUses: 0,
    maxUses: undefined,
    status: 'ENABLED',
    startDate: '1970-01-01T00:00:00+00:00',
    endDate: null,
    stop: false,
    canBeUsedWithOthers: true,
    overridesOthers: false,
    currencyCode: 'USD',
    notifications: [],
    ...given,
  })
  if (given.kind === 'AUTOMATIC') return []
  const code = `C${id}`
  store.coupons.set(id, {
    id,
    promotionId: id,
    code,
    maxUses: 1,
    maxUsesPerCustomer: 0,
    currentUses: 0,
    usesByCustomer: new Map(),
    createdAt: 0,
    liveFrom: 0,
  })
  return [code]
}

function price(
  promotions: readonly (Partial<StandinPromotion> & Pick<StandinPromotion, 'kind' | 'rules'>)[],
  lines: readonly { at: number; quantity: number }[],
) {
  const { store } = openPricing()
  const couponCodes = promotions.flatMap((one) => addPromotion(store, one))
  return priceCart(store, {
    id: 'cart',
    customerId: 0,
    email: '',
    lines: lines.flatMap(({ at, quantity }, index) => {
      const chosen = VARIANTS[at]
      return chosen
        ? [{ id: String(index), productId: chosen.product.id, variantId: chosen.variant.id, quantity }]
        : []
    }),
    couponCodes,
    version: 1,
    createdAt: 0,
    updatedAt: 0,
  })
}

describe('priceCart', () => {
  test('default', () => {
    const rules: Rule[] = [{ action: { cart_items: { discount: { percentage_amount: '20' } } } }]
    const priced = price([{ kind: 'COUPON', rules }], [{ at: 2, quantity: 3 }])
    expect(priced).toMatchObject({ base: 5550, discount: 1110, shipping: 1000, total: 5440 })
    expect(priced.coupons).toMatchObject([{ amount: 1110, coupon: { code: 'C1' } }])
  })

  test('property: no line costs less than nothing, and the sums are those of the lines', () => {
    fc.assert(
      fc.property(fc.array(promotion, { maxLength: 3 }), cartLines, (promotions, lines) => {
        const priced = price(promotions, lines)
        for (const { variant, quantity, discounts } of priced.lines) {
          expect(discounts.every(({ amount }) => Number.isInteger(amount) && amount > 0)).toBe(true)
          const off = discounts.reduce((sum, { amount }) => sum + amount, 0)
          expect(off).toBeLessThanOrEqual(variant.price * quantity)
        }
        const all = priced.lines.flatMap(({ discounts }) => discounts)
        expect(priced.discount).toBe(all.reduce((sum, { amount }) => sum + amount, 0))
        expect(priced.total).toBe(priced.base - priced.discount + priced.shipping)
        expect(priced.shipping === 0 || priced.shipping === priced.baseShipping).toBe(true)
        for (const { coupon, amount } of priced.coupons) {
          const own = all.filter((one) => one.coupon === coupon).reduce((sum, one) => sum + one.amount, 0)
          expect([own, own + priced.baseShipping]).toContain(amount)
        }
      }),
    )
  })

  test('property: a promotion that cannot be used with others is alone', () => {
    fc.assert(
      fc.property(fc.array(promotion, { minLength: 1, maxLength: 4 }), cartLines, (promotions, lines) => {
        const priced = price(promotions, lines)
        if (priced.promotions.some(({ canBeUsedWithOthers }) => !canBeUsedWithOthers))
          expect(priced.promotions).toHaveLength(1)
      }),
    )
  })

  test('behavior: items that met the condition get no discount, unless the rule says so', () => {
    const buyOne = (include: boolean): Rule => ({
      action: {
        cart_items: {
          discount: { percentage_amount: '50' },
          items: { products: [112] },
          include_items_considered_by_condition: include,
        },
      },
      condition: { cart: { items: { products: [112] }, minimum_quantity: 1 } },
    })
    const off = (include: boolean, quantity: number) =>
      price([{ kind: 'AUTOMATIC', rules: [buyOne(include)] }], [{ at: 2, quantity }]).discount
    expect([off(false, 1), off(false, 2), off(true, 1)]).toEqual([0, 925, 925])
  })

  test('behavior: an overriding coupon takes the place of what was applied, if it gives something', () => {
    const off = (cents: string, more: Partial<StandinPromotion> = {}) => ({
      kind: 'AUTOMATIC' as const,
      rules: [{ action: { cart_value: { discount: { fixed_amount: cents } } } }],
      ...more,
    })
    const alone = { kind: 'COUPON' as const, canBeUsedWithOthers: false }
    const line = [{ at: 2, quantity: 1 }]
    const discountOf = (...promotions: Parameters<typeof price>[0]) => price(promotions, line).discount
    expect(discountOf(off('1'), off('2', alone))).toBe(100)
    expect(discountOf(off('3', { stop: true }), off('2', { kind: 'COUPON' }))).toBe(300)
    const overriding = { ...alone, overridesOthers: true }
    expect(discountOf(off('3', { stop: true, canBeUsedWithOthers: false }), off('2', overriding))).toBe(200)
    const idle: Rule[] = [
      { action: { cart_items: { discount: { fixed_amount: '2' }, items: { products: [111] } } } },
    ]
    const kept = price([off('3'), { ...overriding, rules: idle }], line)
    expect(kept).toMatchObject({ discount: 300, coupons: [{ amount: 0 }] })
    expect(kept.promotions).toHaveLength(1)
  })
})
