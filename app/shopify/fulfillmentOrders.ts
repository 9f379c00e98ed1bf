import type { FoundFulfillmentOrder, ShopifyPort } from '../ports/shopify.ts'
import { formatGid, numberOf } from './gid.ts'
import { type Page, readPages } from './readPages.ts'
import { type AdminGraphql, runMutation, runQuery } from './runOperation.ts'

const ORDERS = `#graphql
  query ListFulfillmentOrders($id: ID!, $after: String) {
    order(id: $id) {
      fulfillmentOrders(first: 50, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { id status fulfillmentHolds { id handle heldByRequestingApp } }
      }
    }
  }`
const LINES = `#graphql
  query ListFulfillmentOrderLines($id: ID!, $after: String) {
    fulfillmentOrder(id: $id) {
      lineItems(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { id remainingQuantity lineItem { id } }
      }
    }
  }`
const HOLD = `#graphql
  mutation FulfillmentOrderHold($id: ID!, $hold: FulfillmentOrderHoldInput!) {
    fulfillmentOrderHold(id: $id, fulfillmentHold: $hold) {
      fulfillmentHold { id }
      userErrors { field message code }
    }
  }`
const RELEASE = `#graphql
  mutation FulfillmentOrderReleaseHold($id: ID!, $holdIds: [ID!]!) {
    fulfillmentOrderReleaseHold(id: $id, holdIds: $holdIds) {
      fulfillmentOrder { id }
      userErrors { field message code }
    }
  }`

type Order = {
  readonly id: string
  readonly status: FoundFulfillmentOrder['status']
  readonly fulfillmentHolds: readonly { id: string; handle: string | null; heldByRequestingApp: boolean }[]
}
type Orders = { order: { fulfillmentOrders: Page<Order> } | null }
type Line = { id: string; remainingQuantity: number; lineItem: { id: string } }
type Lines = { fulfillmentOrder: { lineItems: Page<Line> } | null }

/** Fulfilment orders of an order, and the holds on them. */
export function createFulfillmentOrders(graphql: AdminGraphql) {
  return {
    // One request, plus one for each fulfilment order.
    listFulfillmentOrders: async ({ orderId }) => {
      const orders = await readPages(async (after) => {
        const variables = { id: formatGid('Order', orderId), after }
        return (await runQuery<Orders>({ graphql, document: ORDERS, variables })).order?.fulfillmentOrders
      })
      const listed: FoundFulfillmentOrder[] = []
      for (const order of orders) {
        const lines = await readPages(async (after) => {
          const variables = { id: order.id, after }
          return (await runQuery<Lines>({ graphql, document: LINES, variables })).fulfillmentOrder?.lineItems
        })
        listed.push(parseOrder(order, lines))
      }
      return listed
    },
    holdFulfillmentOrder: async ({ id, lines, notes, handle }) => {
      const { fulfillmentHold } = await runMutation<{ fulfillmentHold: { id: string } | null }>({
        graphql,
        root: 'fulfillmentOrderHold',
        document: HOLD,
        variables: {
          id,
          hold: {
            reason: 'OTHER',
            reasonNotes: notes,
            handle,
            notifyMerchant: false,
            fulfillmentOrderLineItems: lines.map((line) => ({ id: line.id, quantity: line.quantity })),
          },
        },
        ignore: ['DUPLICATE_FULFILLMENT_HOLD_HANDLE'],
      })
      return { holdId: fulfillmentHold?.id ?? null }
    },
    releaseHold: async ({ id, holdIds }) => {
      // Without ids Shopify would release the holds of all apps.
      if (holdIds.length === 0) return
      const variables = { id, holdIds }
      await runMutation({ graphql, root: 'fulfillmentOrderReleaseHold', document: RELEASE, variables })
    },
  } satisfies Partial<ShopifyPort>
}

function parseOrder({ id, status, fulfillmentHolds }: Order, lines: readonly Line[]): FoundFulfillmentOrder {
  return {
    id,
    status,
    holds: fulfillmentHolds.map((hold) => ({
      id: hold.id,
      handle: hold.handle,
      isOurs: hold.heldByRequestingApp,
    })),
    lines: lines.map((line) => ({
      id: line.id,
      lineItemId: numberOf(line.lineItem.id),
      remaining: line.remainingQuantity,
    })),
  }
}
