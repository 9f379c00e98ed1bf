import { formatGid, numberOf } from './gid.ts'
import { type AdminGraphql, runMutation, runQuery } from './runOperation.ts'

const FIND = `#graphql
  query FindCodeDiscountNode($id: ID!) { discountNode(id: $id) { id } }`
const DOCUMENT = `#graphql
  mutation DiscountCodeDelete($id: ID!) {
    discountCodeDelete(id: $id) {
      deletedCodeDiscountId
      userErrors { field message code }
    }
  }`

/**
 * Delete a code discount; one that is gone already is nothing to do.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/discountCodeDelete
 */
export async function discountCodeDelete({
  graphql,
  discountId,
}: {
  graphql: AdminGraphql
  discountId: string
}): Promise<void> {
  // Its refusal has no code that tells a discount that is gone from any other fault.
  const { discountNode } = await runQuery<{ discountNode: { id: string } | null }>({
    graphql,
    document: FIND,
    variables: { id: formatGid('DiscountNode', numberOf(discountId)) },
  })
  if (!discountNode) return
  const variables = { id: discountId }
  await runMutation({ graphql, root: 'discountCodeDelete', document: DOCUMENT, variables })
}
