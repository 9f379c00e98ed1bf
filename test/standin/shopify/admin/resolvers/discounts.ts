import { type StandinCodeDiscount, type StandinDiscount, shopNow } from '../../state.ts'
import { type AdminContext, type ApiObject, formatGid, parseGid } from '../context.ts'
import { type PageArguments, paginate } from '../paginate.ts'
import { toApp, toFunction } from './app.ts'
import { codeStatusOf, toCodeDiscountNode } from './codeDiscounts.ts'
import { formatErrorHistory } from './errorHistory.ts'
import { metafieldFields } from './metafields.ts'

/** A discount's status by the shop's clock. */
export function statusOf(
  ctx: Pick<AdminContext, 'shop'>,
  discount: StandinDiscount,
): StandinDiscount['status'] {
  const now = shopNow(ctx.shop)
  if (discount.endsAt !== null && Date.parse(discount.endsAt) / 1000 <= now) return 'EXPIRED'
  return Date.parse(discount.startsAt) / 1000 > now ? 'SCHEDULED' : 'ACTIVE'
}

export function toDiscountApp(ctx: AdminContext, discount: StandinDiscount): ApiObject {
  const discountFunction = toFunction(ctx, discount.functionHandle)
  return {
    __typename: 'DiscountAutomaticApp',
    discountId: discount.id,
    title: discount.title,
    status: statusOf(ctx, discount),
    startsAt: discount.startsAt,
    endsAt: discount.endsAt,
    createdAt: discount.createdAt,
    updatedAt: discount.updatedAt,
    discountClass: discount.discountClasses[0],
    discountClasses: discount.discountClasses,
    combinesWith: {
      __typename: 'DiscountCombinesWith',
      productDiscountsWithTagsOnSameCartLine: null,
      ...discount.combinesWith,
    },
    context: { __typename: 'DiscountBuyerSelectionAll', all: 'ALL' },
    appliesOnOneTimePurchase: discount.appliesOnOneTimePurchase,
    appliesOnSubscription: discount.appliesOnSubscription,
    recurringCycleLimit: discount.recurringCycleLimit ?? 0,
    asyncUsageCount: 0,
    tags: [],
    errorHistory: formatErrorHistory(ctx, discount.id),
    appDiscountType: {
      __typename: 'AppDiscountType',
      appKey: discount.isOthers ? 'another-app' : ctx.apiKey,
      functionId: discountFunction?.id,
      title: discountFunction?.title,
      description: null,
      discountClasses: ['PRODUCT', 'ORDER', 'SHIPPING'],
      discountClass: 'PRODUCT',
      targetType: 'LINE_ITEM',
      app: () => toApp(ctx),
      appBridge: {
        __typename: 'FunctionsAppBridge',
        createPath: '/app/gates/new',
        detailsPath: '/app/discounts/:functionId/:id',
      },
    },
  }
}

/** A discount as one of the two node types; both have the id under which it is stored. */
export function toDiscountNode(
  ctx: AdminContext,
  discount: StandinDiscount,
  typename: 'DiscountNode' | 'DiscountAutomaticNode',
): ApiObject {
  const field = typename === 'DiscountNode' ? 'discount' : 'automaticDiscount'
  return {
    __typename: typename,
    id: discount.id,
    [field]: () => toDiscountApp(ctx, discount),
    ...metafieldFields(ctx, discount.id),
  }
}

/** Finds a discount by any of Shopify's ids for it. */
export function findDiscount(ctx: AdminContext, id: string): StandinDiscount | null {
  const gid = parseGid(id)
  if (!gid || !/^Discount(Automatic)?(Node|App)$/.test(gid.type)) return null
  return ctx.shop.discounts.get(formatGid('DiscountAutomaticNode', gid.id)) ?? null
}

export function listDiscountNodes(
  ctx: AdminContext,
  args: PageArguments & { query?: string | null },
  typename: 'DiscountNode' | 'DiscountAutomaticNode',
): ApiObject {
  const items = searchDiscounts(
    ctx,
    typename === 'DiscountNode' ? (args.query ?? '') : `method:automatic ${args.query ?? ''}`,
  )
  return paginate({
    items,
    args,
    idOf: (discount) => discount.id,
    toNode: (discount) =>
      'code' in discount
        ? toCodeDiscountNode(ctx, discount, 'DiscountNode')
        : toDiscountNode(ctx, discount, typename),
  })
}

/** Finds discounts by `title:`, `status:`, `id:`, `method:` and `type:` filters or words of the title, oldest first. */
export function searchDiscounts(ctx: AdminContext, query: string): (StandinDiscount | StandinCodeDiscount)[] {
  const terms = query.match(/\S*"[^"]*"|\S*'[^']*'|\S+/g) ?? []
  const all = [...ctx.shop.discounts.values(), ...ctx.shop.codeDiscounts.values()]
  return all
    .sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))
    .filter((discount) =>
      terms.every((term) => {
        const [field, ...rest] = term.split(':')
        const wanted = (rest.length > 0 ? rest.join(':') : term).replace(/["']/g, '').toLowerCase()
        if (term === 'AND') return true
        const isCode = 'code' in discount
        if (field === 'method') return wanted === (isCode ? 'code' : 'automatic')
        if (field === 'type') return wanted === 'all' || (wanted === 'app') === !isCode
        if (field === 'id') return parseGid(discount.id)?.id === wanted
        if (field === 'status')
          return (isCode ? codeStatusOf(ctx, discount) : statusOf(ctx, discount)).toLowerCase() === wanted
        return discount.title.toLowerCase().includes(wanted)
      }),
    )
}
