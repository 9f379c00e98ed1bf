import { formatGid } from './gid.ts'
import { type AdminGraphql, runMutation } from './runOperation.ts'
import { VALIDATION_FUNCTION, validationInput } from './validationInput.ts'

const DOCUMENT = `#graphql
  mutation ValidationCreate($validation: ValidationCreateInput!) {
    validationCreate(validation: $validation) {
      validation { id }
      userErrors { field message code }
    }
  }`

/**
 * Make the shop's validation, enabled and blocking on failure, with both its metafields in the same mutation: without
 * its input variables every run would fail.
 *
 * @throws {ConflictError} ERR_FUNCTIONS_REFUSED, ERR_VALIDATIONS_FULL
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/validationCreate
 */
export async function validationCreate({
  graphql,
  proofConfig,
  exclusiveCollections,
}: {
  graphql: AdminGraphql
  proofConfig: string
  exclusiveCollections: readonly number[]
}): Promise<{ validationId: string }> {
  const variables = { exclusiveCollections: exclusiveCollections.map((id) => formatGid('Collection', id)) }
  const json = (key: string, value: string) => ({ namespace: '$app', key, type: 'json', value })
  const { validation } = await runMutation<{ validation: { id: string } }>({
    graphql,
    root: 'validationCreate',
    document: DOCUMENT,
    variables: {
      validation: {
        ...validationInput(),
        functionHandle: VALIDATION_FUNCTION,
        metafields: [json('proof_config', proofConfig), json('input_variables', JSON.stringify(variables))],
      },
    },
  })
  return { validationId: validation.id }
}
