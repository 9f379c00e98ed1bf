import { type AdminGraphql, runMutation } from './runOperation.ts'
import { validationInput } from './validationInput.ts'

const DOCUMENT = `#graphql
  mutation ValidationUpdate($id: ID!, $validation: ValidationUpdateInput!) {
    validationUpdate(id: $id, validation: $validation) {
      validation { id }
      userErrors { field message code }
    }
  }`

/**
 * Enable a validation and make it block on failure again. Its metafields stay.
 *
 * @throws {ConflictError} ERR_FUNCTIONS_REFUSED, ERR_VALIDATIONS_FULL
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/validationUpdate
 */
export async function validationUpdate({
  graphql,
  validationId,
}: {
  graphql: AdminGraphql
  validationId: string
}): Promise<void> {
  await runMutation({
    graphql,
    root: 'validationUpdate',
    document: DOCUMENT,
    variables: { id: validationId, validation: validationInput() },
  })
}
