import { type AdminGraphql, runMutation, runQuery } from './runOperation.ts'

const FIND = `#graphql
  query FindCodeDiscountNode($id: ID!) { codeDiscountNode(id: $id) { id } }`
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
  const variables = { id: discountId }
  const { codeDiscountNode } = await runQuery<{ codeDiscountNode: { id: string } | null }>({
    graphql,
    document: FIND,
    variables,
  })
  if (codeDiscountNode)
    await runMutation({ graphql, root: 'discountCodeDelete', document: DOCUMENT, variables })
}
