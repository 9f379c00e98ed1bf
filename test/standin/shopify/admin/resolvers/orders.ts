import { createHash } from 'node:crypto'
import { type StandinOrder, shopNow } from '../../state.ts'
import { type AdminContext, type ApiObject, formatGid, formatInstant, parseGid } from '../context.ts'
import { type PageArguments, paginate } from '../paginate.ts'
import { listAgreements } from './agreements.ts'
import { toCustomer } from './customers.ts'
import { listFulfillmentOrders } from './fulfillmentOrders.ts'
import { toAttributes, toLineItem } from './lineItems.ts'
import { metafieldFields } from './metafields.ts'
import { findApplications, toApplication } from './orderApplications.ts'
import { toShippingLine } from './shippingLines.ts'

const READABLE_SECONDS = 60 * 86_400
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

export function toOrder(ctx: AdminContext, order: StandinOrder): ApiObject {
  const id = formatGid('Order', order.id)
  const applications = findApplications(order)
  const customer = order.customerId === null ? undefined : ctx.shop.customers.get(order.customerId)
  return {
    __typename: 'Order',
    id,
    legacyResourceId: String(order.id),
    name: order.name,
    confirmationNumber: toConfirmationNumber(order),
    createdAt: instant(order.createdAt),
    processedAt: instant(order.createdAt),
    updatedAt: instant(order.updatedAt),
    cancelledAt: order.cancelledAt && instant(order.cancelledAt),
    cancelReason: order.cancelReason?.toUpperCase() ?? null,
    sourceName: order.sourceName,
    // The storefront's cart token includes its key. We have never seen an order's cart token with one.
    cartToken: order.cartToken?.split('?')[0] ?? null,
    tags: order.tags,
    note: order.note,
    test: false,
    confirmed: true,
    currencyCode: ctx.shop.currencyCode,
    presentmentCurrencyCode: order.currency,
    displayFinancialStatus: order.financialStatus.toUpperCase(),
    totalPriceSet: toTotal(ctx, order),
    requiresShipping: order.lines.some((line) => line.requiresShipping),
    customer: customer ? () => toCustomer(ctx, customer) : null,
    customAttributes: toAttributes(order.attributes),
    discountCode: order.discountCodes[0] ?? null,
    discountCodes: order.discountCodes,
    discountApplications: (args: PageArguments) =>
      paginate({
        items: applications,
        args,
        idOf: (each) => String(each.index),
        toNode: toApplication,
      }),
    lineItems: (args: PageArguments) =>
      paginate({
        items: order.lines,
        args,
        idOf: (line) => String(line.id),
        toNode: (line) => toLineItem(ctx, order, line, applications),
      }),
    shippingLines: (args: PageArguments) =>
      paginate({
        items: order.lines.some((line) => line.requiresShipping) ? [order] : [],
        args,
        idOf: ({ id }) => String(id),
        toNode: () => toShippingLine(ctx, order),
      }),
    edited: order.agreements.some(({ reason }) => reason === 'ORDER_EDIT'),
    agreements: (args: PageArguments) => listAgreements(ctx, order, args),
    fulfillmentOrders: (args: PageArguments) => listFulfillmentOrders(ctx, order, args),
    ...metafieldFields(ctx, id),
  }
}

/** Shopify draws nine letters and digits. These follow from the order's token, which nobody else knows either. */
export function toConfirmationNumber({ token }: Pick<StandinOrder, 'token'>): string {
  const digest = createHash('sha256').update(token).digest()
  return [...digest.subarray(0, 9)].map((byte) => LETTERS[byte % LETTERS.length]).join('')
}

/** The total. Its amount in the shop's currency is not stored, and null in an order in another currency. */
function toTotal({ shop }: AdminContext, { total, currency }: StandinOrder): ApiObject {
  const paid = { __typename: 'MoneyV2', amount: total, currencyCode: currency }
  return {
    __typename: 'MoneyBag',
    presentmentMoney: paid,
    shopMoney: currency === shop.currencyCode ? paid : null,
  }
}

/** Finds an order that the app may see: without `read_all_orders`, orders of the last 60 days only. */
export function findOrder(ctx: AdminContext, id: string): StandinOrder | null {
  const gid = parseGid(id)
  if (gid?.type !== 'Order') return null
  const found = ctx.shop.orders.find((order) => String(order.id) === gid.id)
  return found && isVisible(ctx, found) ? found : null
}

export type ListOrdersArguments = PageArguments & { query?: string | null; sortKey?: string | null }

/** Lists orders by `updated_at:` and `created_at:` bounds. */
export function listOrders(ctx: AdminContext, args: ListOrdersArguments): ApiObject {
  const items = listVisible(ctx).filter((order) => matches(order, args.query ?? ''))
  const moment = (order: StandinOrder) =>
    Date.parse(args.sortKey === 'UPDATED_AT' ? order.updatedAt : order.createdAt)
  return paginate({
    items: items.sort((a, b) => moment(a) - moment(b) || a.id - b.id),
    args,
    idOf: (order) => String(order.id),
    rankOf: moment,
    toNode: (order) => toOrder(ctx, order),
  })
}

function listVisible(ctx: AdminContext): StandinOrder[] {
  return ctx.shop.orders.filter((order) => isVisible(ctx, order))
}

function isVisible({ scopes, shop }: AdminContext, { createdAt }: StandinOrder): boolean {
  return (
    scopes.includes('read_all_orders') || Date.parse(createdAt) / 1000 >= shopNow(shop) - READABLE_SECONDS
  )
}

function matches(order: StandinOrder, query: string): boolean {
  return [...query.matchAll(/(created_at|updated_at):(>=|<=|>|<)'?([^'\s]+)'?/g)].every(
    ([, field, comparison = '', text = '']) => {
      const value = Date.parse(field === 'created_at' ? order.createdAt : order.updatedAt)
      const bound = Date.parse(text)
      if (comparison === '>=') return value >= bound
      if (comparison === '<=') return value <= bound
      return comparison === '>' ? value > bound : value < bound
    },
  )
}

function instant(text: string): string {
  return formatInstant(Date.parse(text) / 1000)
}
