import { VALIDATION_FUNCTION } from '../core/publication/functionHandles.ts'
import type { FoundValidation, ShopifyPort } from '../ports/shopify.ts'
import { composeValidationInput } from './composeValidationInput.ts'
import { describeErrorHistory, type FoundErrorHistory } from './describeErrorHistory.ts'
import { formatGid } from './gid.ts'
import { type AdminGraphql, runMutation, runQuery } from './runOperation.ts'

const FIELDS = `id enabled blockOnFailure errorHistory { errorsFirstOccurredAt firstOccurredAt }
  proofConfig: metafield(namespace: "$app", key: "proof_config") { id }`
const READ = `#graphql
  query ReadValidation($id: ID!) { validation(id: $id) { ${FIELDS} } }`
const FIND = `#graphql
  query FindValidations {
    currentAppInstallation { app { apiKey } }
    validations(first: 100) { nodes { ${FIELDS} shopifyFunction { handle appKey } } }
  }`
const CREATE = `#graphql
  mutation ValidationCreate($validation: ValidationCreateInput!) {
    validationCreate(validation: $validation) {
      validation { id }
      userErrors { field message code }
    }
  }`
const UPDATE = `#graphql
  mutation ValidationUpdate($id: ID!, $validation: ValidationUpdateInput!) {
    validationUpdate(id: $id, validation: $validation) {
      validation { id }
      userErrors { field message code }
    }
  }`
const DELETE = `#graphql
  mutation ValidationDelete($id: ID!) {
    validationDelete(id: $id) {
      deletedId
      userErrors { field message code }
    }
  }`

type Node = {
  readonly id: string
  readonly enabled: boolean
  readonly blockOnFailure: boolean
  readonly errorHistory: FoundErrorHistory
  readonly proofConfig: { readonly id: string } | null
}
type Found = {
  currentAppInstallation: { app: { apiKey: string } }
  validations: { nodes: (Node & { shopifyFunction: { handle: string; appKey: string } })[] }
}

/** Checkout rules. A shop with exclusive gates has one validation of this app. */
export function createValidations(graphql: AdminGraphql) {
  return {
    // Create both metafields with the validation: without its input variables every run would fail.
    createValidation: async ({ proofConfig, exclusiveCollections }) => {
      const inputs = { exclusiveCollections: exclusiveCollections.map((id) => formatGid('Collection', id)) }
      const json = (key: string, value: string) => ({ namespace: '$app', key, type: 'json', value })
      const { validation } = await runMutation<{ validation: { id: string } }>({
        graphql,
        root: 'validationCreate',
        document: CREATE,
        variables: {
          validation: {
            ...composeValidationInput(),
            functionHandle: VALIDATION_FUNCTION,
            metafields: [json('proof_config', proofConfig), json('input_variables', JSON.stringify(inputs))],
          },
        },
      })
      return { validationId: validation.id }
    },
    readValidation: async ({ validationId }) => {
      const { validation } = await runQuery<{ validation: Node | null }>({
        graphql,
        document: READ,
        variables: { id: validationId },
      })
      return validation && parseNode(validation)
    },
    findValidations: async () => {
      const { validations, currentAppInstallation } = await runQuery<Found>({ graphql, document: FIND })
      const { apiKey } = currentAppInstallation.app
      return validations.nodes
        .filter(
          ({ shopifyFunction: { handle, appKey } }) => handle === VALIDATION_FUNCTION && appKey === apiKey,
        )
        .map(parseNode)
    },
    repairValidation: async ({ validationId }) => {
      const variables = { id: validationId, validation: composeValidationInput() }
      await runMutation({ graphql, root: 'validationUpdate', document: UPDATE, variables })
    },
    deleteValidation: async ({ validationId }) => {
      const variables = { id: validationId }
      const ignore = ['NOT_FOUND']
      await runMutation({ graphql, root: 'validationDelete', document: DELETE, variables, ignore })
    },
  } satisfies Partial<ShopifyPort>
}

function parseNode({ id, enabled, blockOnFailure, errorHistory, proofConfig }: Node): FoundValidation {
  return {
    validationId: id,
    isEnabled: enabled,
    blocksOnFailure: blockOnFailure,
    hasConfig: proofConfig !== null,
    errors: describeErrorHistory(errorHistory),
  }
}
