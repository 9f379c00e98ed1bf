import type { OrderBundle, OrderFacts, OrderLine } from '../core/settlement/types.ts'
import { formatGid, numberOf, secondsOf } from './gid.ts'
import { type Allocation, type DiscountApplication, isOurs, isWholeOrder } from './orderDiscounts.ts'
import { readOrderAgreements } from './readOrderAgreements.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'
import { toThousandths } from './thousandths.ts'

const APPLICATION = `__typename targetType targetSelection
  ... on AutomaticDiscountApplication { title }
  ... on DiscountCodeApplication { code }`
const LINES = `lineItems(first: 25, after: $after) {
  pageInfo { hasNextPage endCursor }
  nodes {
    id
    quantity
    currentQuantity
    requiresShipping
    product { id }
    variant { id }
    lineItemGroup { id productId variantId quantity customAttributes { key value } }
    customAttributes { key value }
    originalUnitPriceSet { shopMoney { amount } }
    discountAllocations { discountApplication { ${APPLICATION} } }
  }
}`
const composeFirst = (customer: string) => `#graphql
  query ReadOrder($id: ID!, $after: String) {
    order(id: $id) {
      id
      name
      createdAt
      updatedAt
      cancelledAt
      sourceName
      cartToken
      tags
      discountCodes
      ${customer}
      customAttributes { key value }
      gatePass: metafield(namespace: "$app", key: "gate_pass") { value }
      agreements(first: 2) { nodes { reason } }
      discountApplications(first: 50) { nodes { ${APPLICATION} } }
      ${LINES}
    }
  }`
const MORE = `#graphql
  query ReadOrderLines($id: ID!, $after: String) { order(id: $id) { ${LINES} } }`

type Attribute = { readonly key: string; readonly value: string | null }
type Line = {
  readonly id: string
  readonly quantity: number
  readonly currentQuantity: number
  readonly requiresShipping: boolean
  readonly product: { readonly id: string } | null
  readonly variant: { readonly id: string } | null
  readonly lineItemGroup?: Group | null
  readonly customAttributes: readonly Attribute[]
  readonly originalUnitPriceSet: { readonly shopMoney: { readonly amount: string } }
  readonly discountAllocations: readonly Allocation[]
}
/** A bundle whose parts the lines are. */
type Group = {
  readonly id: string
  readonly productId: string | null
  readonly variantId: string | null
  readonly quantity: number
  readonly customAttributes: readonly Attribute[]
}
type Lines = {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly nodes: readonly Line[]
}
type Order = {
  readonly id: string
  readonly name: string
  readonly createdAt: string
  readonly updatedAt: string
  readonly cancelledAt: string | null
  readonly sourceName: string | null
  readonly cartToken: string | null
  readonly tags: readonly string[]
  readonly discountCodes: readonly string[]
  readonly customer?: { readonly id: string } | null
  readonly customAttributes: readonly Attribute[]
  readonly gatePass: { readonly value: string } | null
  readonly agreements: { readonly nodes: readonly { readonly reason: string }[] }
  readonly discountApplications: { readonly nodes: readonly DiscountApplication[] }
  readonly lineItems: Lines
}
export type ReadOrderLine = OrderLine & { readonly codes: readonly string[] }
export type ReadOrder = Omit<OrderFacts, 'lines'> & {
  readonly updatedAt: number
  /** Whether `customerId` null means a guest. */
  readonly knowsCustomer: boolean
  readonly cartToken: string | null
  readonly lines: readonly ReadOrderLine[]
}

/** Where staff make orders: such an order went through no checkout of a shopper's. */
const STAFF_SOURCES = ['pos', 'shopify_draft_order', 'iphone', 'android']
/**
 * What a subscription's contract renews; its first order is the checkout's. Shopify promises nothing of these names, so
 * that only an order from no cart is believed to be a renewal.
 * @see https://community.shopify.dev/t/order-paid-webhook-sourcename-property-changed-for-subscription/23868
 */
const CONTRACT_SOURCES = ['subscription_contract', 'subscription_contract_checkout_one']
const PROOF = '_palisade'

/**
 * Read an order as it stands now, all its lines; null when it is gone or too old to be read.
 *
 * One request per 25 lines, and those of `readOrderAgreements` where it was changed since. Its customer is asked for only
 * with `read_customers`: without it Shopify refuses the whole.
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/queries/order
 */
export async function readOrder({
  graphql,
  orderId,
  mayReadCustomers,
}: {
  graphql: AdminGraphql
  orderId: number | bigint
  mayReadCustomers: boolean
}): Promise<ReadOrder | null> {
  const id = formatGid('Order', orderId)
  const { order } = await runQuery<{ order: Order | null }>({
    graphql,
    document: composeFirst(mayReadCustomers ? 'customer { id }' : ''),
    variables: { id, after: null },
  })
  if (!order) return null
  const applications = order.discountApplications.nodes
  const lines = await readLines({ graphql, id, first: order.lineItems })
  // Placed and nothing else: all its lines are the checkout's.
  const isAsPlaced = order.agreements.nodes.length < 2
  const bought = isAsPlaced ? null : await readOrderAgreements({ graphql, id })
  return {
    id: numberOf(order.id),
    name: order.name,
    createdAt: secondsOf(order.createdAt),
    updatedAt: secondsOf(order.updatedAt),
    cancelledAt: order.cancelledAt === null ? null : secondsOf(order.cancelledAt),
    customerId: order.customer ? numberOf(order.customer.id) : null,
    knowsCustomer: mayReadCustomers,
    isStaffMade: passedNoCheckout(order),
    cartToken: order.cartToken,
    proof: proofOf(order.customAttributes),
    pass: order.gatePass?.value ?? null,
    lines: lines.map((line) => toLine(line, bought)),
    hasOurOrderDiscount: applications.some((one) => isOurs(one) && isWholeOrder(one)),
    hasOurShippingDiscount: applications.some((one) => isOurs(one) && one.targetType === 'SHIPPING_LINE'),
    codes: order.discountCodes,
    tags: order.tags,
  }
}

function passedNoCheckout({ sourceName, cartToken }: Pick<Order, 'sourceName' | 'cartToken'>): boolean {
  if (sourceName === null) return false
  return STAFF_SOURCES.includes(sourceName) || (cartToken === null && CONTRACT_SOURCES.includes(sourceName))
}

async function readLines({
  graphql,
  id,
  first,
}: {
  graphql: AdminGraphql
  id: string
  first: Lines
}): Promise<Line[]> {
  const lines = [...first.nodes]
  let { pageInfo } = first
  while (pageInfo.hasNextPage) {
    const more: { order: { lineItems: Lines } | null } = await runQuery({
      graphql,
      document: MORE,
      variables: { id, after: pageInfo.endCursor },
    })
    if (!more.order) break
    lines.push(...more.order.lineItems.nodes)
    pageInfo = more.order.lineItems.pageInfo
  }
  return lines
}

function toLine(line: Line, bought: ReadonlyMap<number, number> | null): ReadOrderLine {
  const own = line.discountAllocations
    .map(({ discountApplication }) => discountApplication)
    .filter((one) => !isWholeOrder(one))
  const id = numberOf(line.id)
  return {
    id,
    productId: line.product && numberOf(line.product.id),
    variantId: line.variant && numberOf(line.variant.id),
    quantity: line.quantity,
    currentQuantity: line.currentQuantity,
    boughtQuantity: bought ? (bought.get(id) ?? 0) : line.quantity,
    requiresShipping: line.requiresShipping,
    ...(line.lineItemGroup && { bundle: toBundle(line.lineItemGroup) }),
    proof: proofOf([...line.customAttributes, ...(line.lineItemGroup?.customAttributes ?? [])]),
    hasOurDiscount: own.some(isOurs),
    codes: own.flatMap(({ code }) => code ?? []),
    unitPrice: toThousandths(line.originalUnitPriceSet.shopMoney.amount),
  }
}

function toBundle({ id, productId, variantId, quantity }: Group): OrderBundle {
  return {
    id,
    productId: productId === null ? null : numberOf(productId),
    variantId: variantId === null ? null : numberOf(variantId),
    quantity,
  }
}

function proofOf(attributes: readonly Attribute[]): string | null {
  return attributes.find(({ key }) => key === PROOF)?.value ?? null
}
