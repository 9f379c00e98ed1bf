import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CodeDiscount } from '../../app/ports/shopify.ts'
import { openTestPort, type TestPort } from './openTestPort.ts'

let open: TestPort
beforeAll(async () => {
  open = await openTestPort()
})
afterAll(() => open.admin.close())

const CODE = {
  code: 'PAL-0000-0000-0000',
  title: 'Owls',
  gives: { kind: 'percentage', hundredths: 1250 },
  subject: { kind: 'products', ids: [11] },
  combination: {
    orderDiscounts: true,
    productDiscounts: false,
    shippingDiscounts: true,
    purchases: 'oneTime',
  },
  startsAt: 1_790_000_000,
  endsAt: 1_790_003_600,
} as const satisfies CodeDiscount
const standing = (id: string) => open.admin.shop.codeDiscounts.get(id)

test('default: a code’s end moves and everything else stays, its uses included', async () => {
  const terms = { ...CODE, customerId: 901 }
  const { discountId } = await open.port.createCodeDiscount(terms)
  const before = standing(discountId)
  if (before) before.usageCount = 1
  await open.port.updateCodeDiscount({ ...terms, discountId, endsAt: CODE.endsAt + 7200 })
  const endsAt = new Date((CODE.endsAt + 7200) * 1000).toISOString().replace('.000', '')
  const { updatedAt } = standing(discountId) ?? {}
  expect(standing(discountId)).toEqual({ ...before, usageCount: 1, endsAt, updatedAt })
})

test('behavior: the end of a code for free shipping moves too', async () => {
  const terms = { ...CODE, code: 'PAL-0000-0000-0001', gives: { kind: 'freeShipping' } } as const
  const { discountId } = await open.port.createCodeDiscount(terms)
  await open.port.updateCodeDiscount({ ...terms, discountId, endsAt: CODE.endsAt + 1 })
  expect(Date.parse(standing(discountId)?.endsAt ?? '')).toBe((CODE.endsAt + 1) * 1000)
})

test('refuses: a code that is gone (ERR_SHOPIFY_USER)', async () => {
  const discountId = 'gid://shopify/DiscountCodeNode/1'
  await expect(open.port.updateCodeDiscount({ ...CODE, discountId })).rejects.toMatchObject({
    code: 'ERR_SHOPIFY_USER',
  })
})
