import { type AdminGraphql, runMutation } from './runOperation.ts'

const DOCUMENT = `#graphql
  mutation ValidationDelete($id: ID!) {
    validationDelete(id: $id) {
      deletedId
      userErrors { field message code }
    }
  }`

/**
 * Delete a validation; one that is gone already is nothing to do.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/validationDelete
 */
export async function validationDelete({
  graphql,
  validationId,
}: {
  graphql: AdminGraphql
  validationId: string
}): Promise<void> {
  await runMutation({
    graphql,
    root: 'validationDelete',
    document: DOCUMENT,
    variables: { id: validationId },
    ignore: ['NOT_FOUND'],
  })
}
