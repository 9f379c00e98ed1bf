import { PalisadeError } from '../core/errors/base.ts'
import type { ShopifyPort } from '../ports/shopify.ts'
import { formatGid, formatInstant, numberOf, secondsOf } from './gid.ts'
import type { Page } from './readPages.ts'
import { type AdminGraphql, readPayload, runMutation, runQuery } from './runOperation.ts'

const LIST = `#graphql
  query ListOrders($query: String!, $after: String) {
    orders(first: 100, after: $after, sortKey: UPDATED_AT, query: $query) {
      nodes { id createdAt updatedAt }
      pageInfo { hasNextPage endCursor }
    }
  }`
const TRY = `#graphql
  query TryOrders { orders(first: 1) { nodes { id } } }`
const ADD_TAGS = `#graphql
  mutation TagsAdd($id: ID!, $tags: [String!]!) {
    tagsAdd(id: $id, tags: $tags) {
      node { id }
      userErrors { field message }
    }
  }`
/** Each costs 10 points, and one request may cost 1000. */
const TAGGED_TOGETHER = 25
const REMOVE_TAGS = `#graphql
  mutation TagsRemove($id: ID!, $tags: [String!]!) {
    tagsRemove(id: $id, tags: $tags) {
      node { id }
      userErrors { field message }
    }
  }`
const CANCEL = `#graphql
  mutation OrderCancel(
    $orderId: ID!
    $notify: Boolean!
    $note: String!
    $refund: OrderCancelRefundMethodInput!
  ) {
    orderCancel(
      orderId: $orderId
      notifyCustomer: $notify
      reason: OTHER
      refundMethod: $refund
      restock: true
      staffNote: $note
    ) {
      job { id }
      orderCancelUserErrors { field message code }
    }
  }`
const MOST_NOTE = 255

type Found = { orders: Page<{ id: string; createdAt: string; updatedAt: string }> }

/** List, tag and cancel orders. */
export function createOrders(graphql: AdminGraphql) {
  return {
    canReadOrders: async () => {
      try {
        await runQuery({ graphql, document: TRY })
        return true
      } catch (error) {
        if (error instanceof PalisadeError && error.code === 'ERR_CUSTOMER_DATA_NOT_APPROVED') return false
        throw error
      }
    },
    // Without `read_all_orders`, Shopify returns only orders of the last 60 days.
    listOrders: async ({ since, after }) => {
      const { orders } = await runQuery<Found>({
        graphql,
        document: LIST,
        variables: { query: `updated_at:>='${formatInstant(since)}'`, after },
      })
      return {
        orders: orders.nodes.map(({ id, createdAt, updatedAt }) => ({
          id: numberOf(id),
          createdAt: secondsOf(createdAt),
          updatedAt: secondsOf(updatedAt),
        })),
        next: orders.pageInfo.hasNextPage ? orders.pageInfo.endCursor : null,
      }
    },
    addTags: async ({ gid, tags }) => {
      if (tags.length === 0) return
      await runMutation({ graphql, root: 'tagsAdd', document: ADD_TAGS, variables: { id: gid, tags } })
    },
    addManyTags: async (added) => {
      const errors: (PalisadeError | null)[] = []
      for (let at = 0; at < added.length; at += TAGGED_TOGETHER) {
        const part = added.slice(at, at + TAGGED_TOGETHER)
        const variables = Object.fromEntries(
          part.flatMap(({ gid, tags }, i) => [
            [`id${i}`, gid],
            [`tags${i}`, tags],
          ]),
        )
        const document = composeTagsAdd(part.length)
        const data = await runQuery<Record<string, unknown>>({ graphql, document, variables })
        errors.push(...part.map((_, i) => findError(data[`m${i}`])))
      }
      return errors
    },
    removeTags: async ({ gid, tags }) => {
      if (tags.length === 0) return
      await runMutation({ graphql, root: 'tagsRemove', document: REMOVE_TAGS, variables: { id: gid, tags } })
    },
    cancelOrder: async ({ orderId, notify, note }) => {
      await runMutation({
        graphql,
        root: 'orderCancel',
        errorsIn: 'orderCancelUserErrors',
        document: CANCEL,
        variables: {
          orderId: formatGid('Order', orderId),
          notify,
          note: note.slice(0, MOST_NOTE),
          refund: { originalPaymentMethodsRefund: true },
        },
      })
    },
  } satisfies Partial<ShopifyPort>
}

function composeTagsAdd(count: number): string {
  const each = Array.from({ length: count }, (_, i) => i)
  return `#graphql
  mutation TagsAddMany(${each.map((i) => `$id${i}: ID!, $tags${i}: [String!]!`).join(', ')}) {
    ${each.map((i) => `m${i}: tagsAdd(id: $id${i}, tags: $tags${i}) { userErrors { field message } }`).join('\n    ')}
  }`
}

/** The error of one payload among several; null if it was carried out. */
function findError(payload: unknown): PalisadeError | null {
  try {
    readPayload({ payload })
    return null
  } catch (error) {
    if (error instanceof PalisadeError) return error
    throw error
  }
}
