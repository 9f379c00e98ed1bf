import { type AdminGraphql, runMutation } from './runOperation.ts'

const DOCUMENT = `#graphql
  mutation FulfillmentOrderReleaseHold($id: ID!, $holdIds: [ID!]!) {
    fulfillmentOrderReleaseHold(id: $id, holdIds: $holdIds) {
      fulfillmentOrder { id }
      userErrors { field message code }
    }
  }`

/**
 * Take back holds of a fulfilment order; without ids it does nothing, for Shopify would take back everybody's.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/fulfillmentOrderReleaseHold
 */
export async function fulfillmentOrderReleaseHold({
  graphql,
  id,
  holdIds,
}: {
  graphql: AdminGraphql
  id: string
  holdIds: readonly string[]
}): Promise<void> {
  if (holdIds.length === 0) return
  await runMutation({
    graphql,
    root: 'fulfillmentOrderReleaseHold',
    document: DOCUMENT,
    variables: { id, holdIds },
  })
}
