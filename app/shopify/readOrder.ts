import type { OrderBundle } from '../core/settlement/types.ts'
import { toThousandths } from '../core/text/thousandths.ts'
import type { FoundOrder, FoundOrderLine, ShopifyPort } from '../ports/shopify.ts'
import { formatGid, numberOf, secondsOf } from './gid.ts'
import {
  type Allocation,
  type DiscountApplication,
  isOurs,
  isWholeOrder,
  parseAllocation,
} from './orderDiscounts.ts'
import { readNodes } from './readNodes.ts'
import { readOrderAgreements } from './readOrderAgreements.ts'
import { type Page, readPages } from './readPages.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'

const APPLICATION = `__typename targetType targetSelection
  ... on AutomaticDiscountApplication { title }
  ... on DiscountCodeApplication { code }`
const ALLOCATION = `allocatedAmountSet { shopMoney { amount } } discountApplication { ${APPLICATION} }`
const LINE = `{
    id
    quantity
    currentQuantity
    requiresShipping
    product { id }
    variant { id }
    lineItemGroup { id productId variantId quantity customAttributes { key value } }
    customAttributes { key value }
    originalUnitPriceSet { shopMoney { amount } }
    discountAllocations { ${ALLOCATION} }
  }`
const LINES = `lineItems(first: 25, after: $after) {
  pageInfo { hasNextPage endCursor }
  nodes ${LINE}
}`
const FIELDS = `id
      name
      createdAt
      updatedAt
      cancelledAt
      sourceName
      cartToken
      tags
      discountCodes
      customAttributes { key value }
      gatePass: metafield(namespace: "$app", key: "gate_pass") { value }
      agreements(first: 2) { nodes { reason } }`
const FIRST = `#graphql
  query ReadOrder($id: ID!, $after: String) {
    order(id: $id) {
      ${FIELDS}
      discountApplications(first: 50) { nodes { ${APPLICATION} } }
      shippingLines(first: 10) { nodes { discountAllocations { ${ALLOCATION} } } }
      ${LINES}
    }
  }`
const MORE = `#graphql
  query ReadOrderLines($id: ID!, $after: String) { order(id: $id) { ${LINES} } }`
/** Most orders are no larger. A page of more would cost many points also for those. */
const MANY = `#graphql
  query ReadOrders($ids: [ID!]!) {
    nodes(ids: $ids) {
      id
      ... on Order {
        ${FIELDS}
        discountApplications(first: 4) { pageInfo { hasNextPage } nodes { ${APPLICATION} } }
        shippingLines(first: 1) { pageInfo { hasNextPage } nodes { discountAllocations { ${ALLOCATION} } } }
        lineItems(first: 4) { pageInfo { hasNextPage endCursor } nodes ${LINE} }
      }
    }
  }`
const MANY_POINTS = 80

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
/** A bundle that contains lines. */
type Group = {
  readonly id: string
  readonly productId: string | null
  readonly variantId: string | null
  readonly quantity: number
  readonly customAttributes: readonly Attribute[]
}
type Some<Node> = {
  readonly nodes: readonly Node[]
  readonly pageInfo?: { readonly hasNextPage: boolean }
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
  readonly customAttributes: readonly Attribute[]
  readonly gatePass: { readonly value: string } | null
  readonly agreements: { readonly nodes: readonly { readonly reason: string }[] }
  readonly discountApplications: Some<DiscountApplication>
  readonly shippingLines: Some<Pick<Line, 'discountAllocations'>>
  readonly lineItems: Page<Line>
}
const POINT_OF_SALE = 'pos'
/** Sources of orders that staff create. These orders pass no shopper's checkout. */
const STAFF_SOURCES = [POINT_OF_SALE, 'shopify_draft_order', 'iphone', 'android']
/**
 * Sources of orders that renew a subscription. The first order of a subscription passes the checkout. Shopify does not
 * document these names, so only an order without a cart counts as a renewal.
 * @see https://community.shopify.dev/t/order-paid-webhook-sourcename-property-changed-for-subscription/23868
 */
const CONTRACT_SOURCES = ['subscription_contract', 'subscription_contract_checkout_one']
const PROOF = '_palisade'

/** One request per 25 lines, plus those of `readOrderAgreements` if the order has changed. */
export function readOrder(graphql: AdminGraphql): ShopifyPort['readOrder'] {
  return async ({ orderId }) => {
    const id = formatGid('Order', orderId)
    const { order } = await runQuery<{ order: Order | null }>({
      graphql,
      document: FIRST,
      variables: { id, after: null },
    })
    if (!order) return null
    const lines = await readLines({ graphql, id, first: order.lineItems })
    // With one agreement nothing was added later, so every line is from the checkout.
    const isAsPlaced = order.agreements.nodes.length < 2
    const bought = isAsPlaced ? null : await readOrderAgreements({ graphql, id })
    return { ...parseOrder(order), lines: lines.map((line) => parseLine(line, bought)) }
  }
}

/** One request per six orders. */
export function readOrders(graphql: AdminGraphql): ShopifyPort['readOrders'] {
  return async ({ orderIds }) => {
    const ids = orderIds.map((orderId) => formatGid('Order', orderId))
    const nodes = await readNodes<Order | { id: string }>({
      graphql,
      document: MANY,
      ids,
      points: MANY_POINTS,
    })
    return nodes.map((order) => {
      if (!order || !('lineItems' in order)) return null
      const { agreements, lineItems, shippingLines, discountApplications } = order
      const hasMore = [lineItems, shippingLines, discountApplications].some(
        (one) => one.pageInfo?.hasNextPage,
      )
      if (hasMore || agreements.nodes.length > 1) return 'large'
      return { ...parseOrder(order), lines: lineItems.nodes.map((line) => parseLine(line, null)) }
    })
  }
}

function parseOrder(order: Order): Omit<FoundOrder, 'lines'> {
  const applications = order.discountApplications.nodes
  return {
    id: numberOf(order.id),
    name: order.name,
    createdAt: secondsOf(order.createdAt),
    updatedAt: secondsOf(order.updatedAt),
    cancelledAt: order.cancelledAt === null ? null : secondsOf(order.cancelledAt),
    isStaffMade: isWithoutCheckout(order),
    ...(order.sourceName === POINT_OF_SALE && { isPointOfSale: true }),
    cartToken: order.cartToken,
    proof: proofOf(order.customAttributes),
    pass: order.gatePass?.value ?? null,
    hasOurOrderDiscount: applications.some((one) => isOurs(one) && isWholeOrder(one)),
    hasOurShippingDiscount: applications.some((one) => isOurs(one) && one.targetType === 'SHIPPING_LINE'),
    shippingDiscounts: order.shippingLines.nodes.flatMap((one) =>
      one.discountAllocations.map(parseAllocation),
    ),
    codes: order.discountCodes,
    tags: order.tags,
  }
}

function isWithoutCheckout({ sourceName, cartToken }: Pick<Order, 'sourceName' | 'cartToken'>): boolean {
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
  first: Page<Line>
}): Promise<Line[]> {
  return readPages(async (after) => {
    if (after === null) return first
    const { order } = await runQuery<{ order: Pick<Order, 'lineItems'> | null }>({
      graphql,
      document: MORE,
      variables: { id, after },
    })
    return order?.lineItems
  })
}

function parseLine(line: Line, bought: ReadonlyMap<number, number> | null): FoundOrderLine {
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
    ...(line.lineItemGroup && { bundle: parseBundle(line.lineItemGroup) }),
    proof: proofOf([...line.customAttributes, ...(line.lineItemGroup?.customAttributes ?? [])]),
    hasOurDiscount: own.some(isOurs),
    codes: own.flatMap(({ code }) => code ?? []),
    unitPrice: toThousandths(line.originalUnitPriceSet.shopMoney.amount),
    discounts: line.discountAllocations.map(parseAllocation),
  }
}

function parseBundle({ id, productId, variantId, quantity }: Group): OrderBundle {
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
