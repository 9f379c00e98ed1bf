import { describeErrorHistory, type FoundErrorHistory } from './describeErrorHistory.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'
import { VALIDATION_FUNCTION } from './validationInput.ts'

const FIELDS = `id enabled blockOnFailure errorHistory { errorsFirstOccurredAt firstOccurredAt }
  proofConfig: metafield(namespace: "$app", key: "proof_config") { id }`
const ONE = `#graphql
  query ReadValidation($id: ID!) { validation(id: $id) { ${FIELDS} } }`
const ALL = `#graphql
  query FindValidations {
    currentAppInstallation { app { apiKey } }
    validations(first: 100) { nodes { ${FIELDS} shopifyFunction { handle appKey } } }
  }`

type Node = {
  readonly id: string
  readonly enabled: boolean
  readonly blockOnFailure: boolean
  readonly errorHistory: FoundErrorHistory
  readonly proofConfig: { readonly id: string } | null
}
export type ReadValidation = {
  readonly validationId: string
  readonly isEnabled: boolean
  readonly blocksOnFailure: boolean
  readonly hasConfig: boolean
  readonly errors: readonly string[]
}

/**
 * Read how a validation stands; null when it is gone.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/queries/validation
 */
export async function readValidation({
  graphql,
  validationId,
}: {
  graphql: AdminGraphql
  validationId: string
}): Promise<ReadValidation | null> {
  const { validation } = await runQuery<{ validation: Node | null }>({
    graphql,
    document: ONE,
    variables: { id: validationId },
  })
  return validation && toValidation(validation)
}

/**
 * Find this app's validations, oldest first: an answer that was lost may have left one that nobody remembers.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/queries/validations
 */
export async function findValidations({ graphql }: { graphql: AdminGraphql }): Promise<ReadValidation[]> {
  const { validations, currentAppInstallation } = await runQuery<{
    currentAppInstallation: { app: { apiKey: string } }
    validations: { nodes: (Node & { shopifyFunction: { handle: string; appKey: string } })[] }
  }>({ graphql, document: ALL })
  return validations.nodes
    .filter(
      ({ shopifyFunction: { handle, appKey } }) =>
        handle === VALIDATION_FUNCTION && appKey === currentAppInstallation.app.apiKey,
    )
    .map(toValidation)
}

function toValidation({ id, enabled, blockOnFailure, errorHistory, proofConfig }: Node): ReadValidation {
  return {
    validationId: id,
    isEnabled: enabled,
    blocksOnFailure: blockOnFailure,
    hasConfig: proofConfig !== null,
    errors: describeErrorHistory(errorHistory),
  }
}
