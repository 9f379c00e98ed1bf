import { type StandinCodeDiscount, shopNow } from '../../state.ts'
import { type AdminContext, type ApiObject, formatGid, formatInstant, parseGid } from '../context.ts'
import { metafieldFields } from './metafields.ts'

/** A code discount's status by the shop's clock. */
export function codeStatusOf(
  ctx: Pick<AdminContext, 'shop'>,
  discount: StandinCodeDiscount,
): 'ACTIVE' | 'SCHEDULED' | 'EXPIRED' {
  const now = shopNow(ctx.shop)
  if (discount.endsAt !== null && Date.parse(discount.endsAt) / 1000 <= now) return 'EXPIRED'
  return Date.parse(discount.startsAt) / 1000 > now ? 'SCHEDULED' : 'ACTIVE'
}

/** A code discount as one of the two node types; both have the id under which it is stored. */
export function toCodeDiscountNode(
  ctx: AdminContext,
  discount: StandinCodeDiscount,
  typename: 'DiscountCodeNode' | 'DiscountNode' = 'DiscountCodeNode',
): ApiObject {
  return {
    __typename: typename,
    id: discount.id,
    [typename === 'DiscountNode' ? 'discount' : 'codeDiscount']: () => toCodeDiscount(ctx, discount),
    ...metafieldFields(ctx, discount.id),
  }
}

function toCodeDiscount(ctx: AdminContext, discount: StandinCodeDiscount): ApiObject {
  const isShipping = discount.value.kind === 'freeShipping'
  const isOrder = discount.items.kind === 'all'
  return {
    __typename: isShipping ? 'DiscountCodeFreeShipping' : 'DiscountCodeBasic',
    title: discount.title,
    status: codeStatusOf(ctx, discount),
    startsAt: instant(discount.startsAt),
    endsAt: discount.endsAt && instant(discount.endsAt),
    createdAt: instant(discount.createdAt),
    updatedAt: instant(discount.updatedAt),
    asyncUsageCount: discount.usageCount,
    usageLimit: discount.usageLimit,
    appliesOncePerCustomer: discount.appliesOncePerCustomer,
    appliesOnOneTimePurchase: discount.appliesOnOneTimePurchase,
    appliesOnSubscription: discount.appliesOnSubscription,
    discountClasses: [isShipping ? 'SHIPPING' : isOrder ? 'ORDER' : 'PRODUCT'],
    combinesWith: {
      __typename: 'DiscountCombinesWith',
      productDiscountsWithTagsOnSameCartLine: null,
      ...discount.combinesWith,
    },
    codesCount: { __typename: 'Count', count: 1, precision: 'EXACT' },
  }
}

export function findCodeDiscount(ctx: AdminContext, id: string): StandinCodeDiscount | null {
  const gid = parseGid(id)
  if (!gid || !/^Discount(Code)?Node$/.test(gid.type)) return null
  return ctx.shop.codeDiscounts.get(formatGid('DiscountCodeNode', gid.id)) ?? null
}

/** Finds a code discount; codes are compared without case. */
export function findByCode(ctx: AdminContext, code: string): StandinCodeDiscount | null {
  const wanted = code.trim().toLowerCase()
  return [...ctx.shop.codeDiscounts.values()].find((each) => each.code.toLowerCase() === wanted) ?? null
}

function instant(text: string): string {
  return formatInstant(Date.parse(text) / 1000)
}
