import { VALIDATION_FUNCTION } from '../core/publication/functionHandles.ts'
import type { FoundMetafield } from '../core/publication/metafields.ts'
import type { Published, PublishedOwner } from '../core/publication/types.ts'
import type { ShopifyPort } from '../ports/shopify.ts'
import { DEFINITION_FIELDS, type FoundDefinitions, needsDefinitions } from './ensureDefinitions.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'

const DOCUMENT = `#graphql
  query ReadPublished($ownerIds: [ID!]!) {
    currentAppInstallation {
      id
      app { apiKey }
      storefront: metafield(namespace: "$app", key: "storefront") { value compareDigest }
    }
    nodes(ids: $ownerIds) {
      id
      ... on HasMetafields {
        config: metafield(namespace: "$app", key: "proof_config") { value compareDigest }
        inputVariables: metafield(namespace: "$app", key: "input_variables") { value compareDigest }
      }
      ... on DiscountAutomaticNode { automaticDiscount { ... on DiscountAutomaticApp { status } } }
      ... on Validation { enabled blockOnFailure }
    }
    validations(first: 100) { nodes { id shopifyFunction { handle appKey } } }
    ${DEFINITION_FIELDS}
  }`

type Metafield = { readonly value: string; readonly compareDigest: string } | null
type Node = {
  readonly id: string
  readonly config: Metafield
  readonly inputVariables: Metafield
  /** Of a discount. */
  readonly automaticDiscount?: { readonly status?: string }
  /** Of a validation. */
  readonly enabled?: boolean
  readonly blockOnFailure?: boolean
}
type Answer = FoundDefinitions & {
  readonly currentAppInstallation: {
    readonly id: string
    readonly app: { readonly apiKey: string }
    readonly storefront: Metafield
  }
  readonly nodes: readonly (Node | null)[]
  readonly validations: {
    readonly nodes: readonly {
      readonly id: string
      readonly shopifyFunction: { readonly handle: string; readonly appKey: string }
    }[]
  }
}

/** One request of some 300 points for up to 9 owners. */
export function readPublished(graphql: AdminGraphql): ShopifyPort['readPublished'] {
  return async ({ ownerIds }) =>
    parsePublished(await runQuery<Answer>({ graphql, document: DOCUMENT, variables: { ownerIds } }))
}

function parsePublished(answer: Answer): Published {
  const { currentAppInstallation: installation, nodes, validations } = answer
  const isOwn = (it: Answer['validations']['nodes'][number]['shopifyFunction']) =>
    it.handle === VALIDATION_FUNCTION && it.appKey === installation.app.apiKey
  return {
    needsDefinitions: needsDefinitions(answer),
    installationId: installation.id,
    storefront: parseMetafield(installation.storefront),
    owners: new Map(nodes.flatMap((node) => (node ? [[node.id, parseOwner(node)] as const] : []))),
    validationIds: validations.nodes
      .filter(({ shopifyFunction }) => isOwn(shopifyFunction))
      .map(({ id }) => id),
  }
}

function parseOwner({
  config,
  inputVariables,
  automaticDiscount,
  enabled,
  blockOnFailure,
}: Node): PublishedOwner {
  return {
    config: parseMetafield(config),
    inputVariables: parseMetafield(inputVariables),
    isActive: automaticDiscount
      ? automaticDiscount.status !== 'EXPIRED'
      : enabled === true && blockOnFailure === true,
  }
}

function parseMetafield(metafield: Metafield): FoundMetafield | null {
  return metafield && { value: metafield.value, digest: metafield.compareDigest }
}
