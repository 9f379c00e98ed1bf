import { formatGid, numberOf } from './gid.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'

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

type Page<T> = {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly nodes: readonly T[]
}
type Status = 'OPEN' | 'IN_PROGRESS' | 'SCHEDULED' | 'ON_HOLD' | 'INCOMPLETE' | 'CLOSED' | 'CANCELLED'
type FoundOrder = {
  readonly id: string
  readonly status: Status
  readonly fulfillmentHolds: readonly { id: string; handle: string | null; heldByRequestingApp: boolean }[]
}
type FoundLine = { id: string; remainingQuantity: number; lineItem: { id: string } }
export type ListedFulfillmentOrder = {
  readonly id: string
  readonly status: Status
  readonly holds: readonly { readonly id: string; readonly handle: string | null; readonly isOurs: boolean }[]
  readonly lines: readonly { readonly id: string; readonly lineItemId: number; readonly remaining: number }[]
}

/**
 * List what is to be sent of an order, with its holds and lines. None for an order that is gone.
 *
 * One request, and one more for each fulfilment order.
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST, also while no fulfilment scope is granted.
 * @see https://shopify.dev/docs/api/admin-graphql/latest/objects/FulfillmentOrder
 */
export async function listFulfillmentOrders({
  graphql,
  orderId,
}: {
  graphql: AdminGraphql
  orderId: number | bigint
}): Promise<ListedFulfillmentOrder[]> {
  const orders = await readPages<FoundOrder>(async (after) => {
    const { order } = await runQuery<{ order: { fulfillmentOrders: Page<FoundOrder> } | null }>({
      graphql,
      document: ORDERS,
      variables: { id: formatGid('Order', orderId), after },
    })
    return order?.fulfillmentOrders ?? null
  })
  const listed: ListedFulfillmentOrder[] = []
  for (const { id, status, fulfillmentHolds } of orders) {
    const lines = await readPages<FoundLine>(async (after) => {
      const { fulfillmentOrder } = await runQuery<{
        fulfillmentOrder: { lineItems: Page<FoundLine> } | null
      }>({
        graphql,
        document: LINES,
        variables: { id, after },
      })
      return fulfillmentOrder?.lineItems ?? null
    })
    listed.push({
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
    })
  }
  return listed
}

async function readPages<T>(ask: (after: string | null) => Promise<Page<T> | null>): Promise<T[]> {
  const nodes: T[] = []
  let after: string | null = null
  do {
    const page: Page<T> | null = await ask(after)
    nodes.push(...(page?.nodes ?? []))
    after = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  } while (after !== null)
  return nodes
}
