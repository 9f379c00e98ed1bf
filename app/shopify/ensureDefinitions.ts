import { type AdminGraphql, runMutation, runQuery } from './runOperation.ts'

const FIND = `#graphql
  query FindDefinitions {
    metaobjectDefinitionByType(type: "$app:gate") { id }
    productGates: metafieldDefinitions(first: 1, ownerType: PRODUCT, namespace: "$app", key: "gates") { nodes { id } }
    productGateCards: metafieldDefinitions(first: 1, ownerType: PRODUCT, namespace: "$app", key: "gate_cards") { nodes { id } }
    discountProofConfig: metafieldDefinitions(first: 1, ownerType: DISCOUNT, namespace: "$app", key: "proof_config") { nodes { id } }
  }`
const CREATE_METAOBJECT = `#graphql
  mutation MetaobjectDefinitionCreate($definition: MetaobjectDefinitionCreateInput!) {
    metaobjectDefinitionCreate(definition: $definition) {
      metaobjectDefinition { id }
      userErrors { field message code }
    }
  }`
const CREATE_METAFIELD = `#graphql
  mutation MetafieldDefinitionCreate($definition: MetafieldDefinitionInput!) {
    metafieldDefinitionCreate(definition: $definition) {
      createdDefinition { id }
      userErrors { field message code }
    }
  }`

export const GATE_CARD_TYPE = '$app:gate'
const GATE_CARD_FIELDS = [
  ['number', 'number_integer'],
  ['name', 'single_line_text_field'],
  ['state', 'single_line_text_field'],
  ['kind', 'single_line_text_field'],
  ['needs', 'json'],
  ['gives', 'json'],
] as const

type FoundDefinitions = {
  metaobjectDefinitionByType: { id: string } | null
} & Record<'productGates' | 'productGateCards' | 'discountProofConfig', { nodes: { id: string }[] }>

/**
 * Declare every definition that is missing: a value written before its definition exists stays without one.
 *
 * One request when nothing is missing.
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/apps/build/custom-data/ownership
 */
export async function ensureDefinitions({ graphql }: { graphql: AdminGraphql }): Promise<void> {
  const found = await runQuery<FoundDefinitions>({ graphql, document: FIND })
  const cardId = found.metaobjectDefinitionByType?.id ?? (await createGateCardDefinition({ graphql }))
  const create = (definition: Record<string, unknown>) =>
    runMutation({
      graphql,
      root: 'metafieldDefinitionCreate',
      document: CREATE_METAFIELD,
      variables: { definition: { namespace: '$app', ...definition } },
    })
  if (found.productGates.nodes.length === 0) {
    await create({ ownerType: 'PRODUCT', key: 'gates', name: 'Gates', type: 'single_line_text_field' })
  }
  if (found.productGateCards.nodes.length === 0) {
    const validations = [{ name: 'metaobject_definition_id', value: cardId }]
    await create({
      ownerType: 'PRODUCT',
      key: 'gate_cards',
      name: 'Gate cards',
      type: 'list.metaobject_reference',
      validations,
    })
  }
  if (found.discountProofConfig.nodes.length === 0) {
    await create({ ownerType: 'DISCOUNT', key: 'proof_config', name: 'Proof config', type: 'json' })
  }
}

async function createGateCardDefinition({ graphql }: { graphql: AdminGraphql }): Promise<string> {
  const { metaobjectDefinition } = await runMutation<{ metaobjectDefinition: { id: string } }>({
    graphql,
    root: 'metaobjectDefinitionCreate',
    document: CREATE_METAOBJECT,
    variables: {
      definition: {
        type: GATE_CARD_TYPE,
        name: 'Gate',
        access: { storefront: 'PUBLIC_READ' },
        fieldDefinitions: GATE_CARD_FIELDS.map(([key, type]) => ({ key, type, name: key })),
      },
    },
  })
  return metaobjectDefinition.id
}
