import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CodeDiscount, FoundDiscount } from '../../app/ports/shopify.ts'
import { openTestPort, type TestPort } from './openTestPort.ts'

let open: TestPort
beforeAll(async () => {
  open = await openTestPort()
  await open.port.ensureDefinitions()
})
beforeEach(() => open.reset())
afterAll(() => open.admin.close())

const STARTS_AT = 1_790_000_000
const SUBSCRIPTION = {
  productDiscounts: true,
  orderDiscounts: false,
  shippingDiscounts: false,
  purchases: 'subscription',
} as const
const make = (profile = 0) =>
  open.port.createDiscount({
    profile,
    combination: SUBSCRIPTION,
    proofConfig: JSON.stringify({ v: 1, p: profile }),
    startsAt: STARTS_AT,
  })
const only = (found: readonly FoundDiscount[]) => {
  expect(found).toHaveLength(1)
  return found[0]
}

describe('automatic discounts', () => {
  test('default: a profile’s discount says what it combines with and which purchases it is for', async () => {
    const { discountId } = await make(3)
    expect(only(await open.port.readDiscounts())).toEqual({
      discountId,
      title: 'Token holder price',
      status: 'ACTIVE',
      profile: 3,
      combination: SUBSCRIPTION,
      errors: [],
    })
  })

  test('behavior: an ended discount is recognized, and can be activated again', async () => {
    const { discountId } = await make()
    const [discount] = open.admin.shop.discounts.values()
    if (discount) discount.endsAt = new Date(Date.now() - 1000).toISOString()
    expect(only(await open.port.readDiscounts())?.status).toBe('EXPIRED')
    expect(await open.port.findDiscount({ discountId })).toEqual({ discountId, hasEnded: true })
    await open.port.startDiscount({ discountId })
    expect(only(await open.port.readDiscounts())?.status).toBe('ACTIVE')
  })

  test('behavior: an update sets every field again and keeps the config', async () => {
    const { discountId } = await make(1)
    const combination = { ...SUBSCRIPTION, orderDiscounts: true, purchases: 'both' } as const
    await open.port.updateDiscount({ discountId, combination, startsAt: STARTS_AT })
    expect(only(await open.port.readDiscounts())).toMatchObject({ combination, profile: 1 })
    expect([...open.admin.shop.discounts.values()][0]).toMatchObject({
      discountClasses: ['PRODUCT', 'ORDER', 'SHIPPING'],
      recurringCycleLimit: 1,
      title: 'Token holder price',
    })
  })

  test('default: the titles of other apps’ discounts are listed, ended ones too, and none of ours', async () => {
    await make()
    expect(await open.port.listOtherTitles()).toEqual([])
    const [ours] = open.admin.shop.discounts.values()
    if (!ours) throw new Error('There is no discount.')
    for (const [i, title] of ['Night Owls', 'Token holder price'].entries()) {
      const id = `gid://shopify/DiscountAutomaticNode/${900 + i}`
      open.admin.shop.discounts.set(id, {
        ...ours,
        id,
        title,
        isOthers: true,
        endsAt: '2026-01-01T00:00:00Z',
      })
    }
    expect((await open.port.listOtherTitles()).sort()).toEqual(['Night Owls', 'Token holder price'])
  })

  test('behavior: failed runs of the Function are reported', async () => {
    const { discountId } = await make()
    open.admin.shop.functionErrors.set(discountId, {
      firstOccurredAt: '2026-11-25T10:00:00.000Z',
      lastOccurredAt: '2026-11-25T10:00:00.000Z',
      count: 1,
      lastMessage: 'trap',
    })
    const found = only(await open.port.readDiscounts())
    expect(found?.errors).toEqual(['Shopify has seen runs of its Function fail since 2026-11-25T10:00:00Z.'])
  })

  test('refuses: a shop that may not run the app’s Functions (ERR_FUNCTIONS_REFUSED)', async () => {
    open.admin.shop.functionsAllowed = false
    await expect(make()).rejects.toMatchObject({ code: 'ERR_FUNCTIONS_REFUSED' })
    expect(open.admin.shop.discounts.size).toBe(0)
  })

  test('refuses: a 26th active automatic discount, with a whole sentence (ERR_DISCOUNTS_FULL)', async () => {
    const { discountId } = await make()
    const first = open.admin.shop.discounts.get(discountId)
    if (!first) throw new Error('The discount is missing.')
    for (let i = 1; i < 25; i++) {
      const id = `gid://shopify/DiscountAutomaticNode/${i}`
      open.admin.shop.discounts.set(id, { ...first, id, title: 'Somebody else’s' })
    }
    await expect(make(1)).rejects.toMatchObject({
      code: 'ERR_DISCOUNTS_FULL',
      message: 'The shop has 25 active automatic discounts, as many as Shopify allows.',
    })
    expect(open.admin.shop.discounts.size).toBe(25)
  })
})

const CODE = {
  code: 'OWL-7K2Q',
  title: 'Owls',
  gives: { kind: 'percentage', hundredths: 1250 },
  subject: { kind: 'products', ids: [11, 12] },
  combination: { ...SUBSCRIPTION, purchases: 'oneTime' },
  startsAt: STARTS_AT,
  endsAt: STARTS_AT + 3600,
} as const satisfies CodeDiscount
const codes = () => [...open.admin.shop.codeDiscounts.values()]

describe('code discounts', () => {
  test('default: one use, for one customer and some products, with an end', async () => {
    const { discountId } = await open.port.createCodeDiscount({ ...CODE, customerId: 901 })
    expect(codes()).toMatchObject([
      {
        id: discountId,
        code: 'OWL-7K2Q',
        value: { kind: 'percentage', percentage: 0.125 },
        items: { kind: 'products', productIds: [11, 12], variantIds: [] },
        customerIds: [901],
        usageLimit: 1,
        appliesOncePerCustomer: true,
        appliesOnOneTimePurchase: true,
        appliesOnSubscription: false,
        combinesWith: { productDiscounts: true, orderDiscounts: false, shippingDiscounts: false },
        startsAt: new Date(STARTS_AT * 1000).toISOString().replace('.000', ''),
        endsAt: new Date((STARTS_AT + 3600) * 1000).toISOString().replace('.000', ''),
      },
    ])
  })

  test.each([
    [
      { kind: 'fixedAmount', thousandths: 10_500n },
      { kind: 'amount', amount: '10.5', appliesOnEachItem: true },
    ],
    [
      { kind: 'orderAmount', thousandths: 5_000n },
      { kind: 'amount', amount: '5', appliesOnEachItem: false },
    ],
    [
      { kind: 'orderPercentage', hundredths: 1 },
      { kind: 'percentage', percentage: 0.0001 },
    ],
    [{ kind: 'freeShipping' }, { kind: 'freeShipping' }],
  ] as const)('behavior: a code that gives %o', async (gives, value) => {
    const subject = { kind: 'variants', variants: [{ productId: 11, variantId: 111 }] } as const
    const combination = { ...CODE.combination, shippingDiscounts: true, purchases: 'both' } as const
    await open.port.createCodeDiscount({ ...CODE, gives, subject, combination })
    const items =
      gives.kind === 'fixedAmount' ? { kind: 'products', productIds: [], variantIds: [111] } : { kind: 'all' }
    expect(codes()).toMatchObject([{ value, items, customerIds: null, appliesOnSubscription: true }])
  })

  test('behavior: a code is found in any case with its uses, and can be deleted twice', async () => {
    const subject = { kind: 'collections', ids: [71] } as const
    const { discountId } = await open.port.createCodeDiscount({ ...CODE, subject, endsAt: 4_000_000_000 })
    for (const code of codes()) code.usageCount = 1
    const found = { discountId, usedCount: 1 }
    expect(await open.port.findCodeDiscount({ code: 'owl-7k2q' })).toEqual(found)
    await open.port.deleteCodeDiscount({ discountId })
    await open.port.deleteCodeDiscount({ discountId })
    expect(await open.port.findCodeDiscount({ code: CODE.code })).toBeNull()
  })

  test('refuses: a code that is taken, and products that do not exist (ERR_SHOPIFY_USER)', async () => {
    await open.port.createCodeDiscount(CODE)
    await expect(open.port.createCodeDiscount(CODE)).rejects.toMatchObject({
      code: 'ERR_SHOPIFY_USER',
      details: { userErrors: [{ code: 'TAKEN' }] },
    })
    const subject = { kind: 'products', ids: [999] } as const
    const gone = open.port.createCodeDiscount({ ...CODE, code: 'OTHER', subject })
    await expect(gone).rejects.toMatchObject({ code: 'ERR_SHOPIFY_USER' })
    expect(codes()).toHaveLength(1)
  })
})
