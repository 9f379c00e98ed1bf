import { type AdminGraphql, runMutation } from './runOperation.ts'

const DOCUMENT = `#graphql
  mutation FulfillmentOrderHold($id: ID!, $hold: FulfillmentOrderHoldInput!) {
    fulfillmentOrderHold(id: $id, fulfillmentHold: $hold) {
      fulfillmentHold { id }
      userErrors { field message code }
    }
  }`

/**
 * Hold some lines of a fulfilment order; what is left of it becomes a fulfilment order of its own. A hold of the same
 * handle that stands already is nothing to do: `holdId` null.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/fulfillmentOrderHold
 */
export async function fulfillmentOrderHold({
  graphql,
  id,
  lines,
  notes,
  handle,
}: {
  graphql: AdminGraphql
  id: string
  lines: readonly { id: string; quantity: number }[]
  notes: string
  handle: string
}): Promise<{ holdId: string | null }> {
  const { fulfillmentHold } = await runMutation<{ fulfillmentHold: { id: string } | null }>({
    graphql,
    root: 'fulfillmentOrderHold',
    document: DOCUMENT,
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
}
