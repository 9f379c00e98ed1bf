import { UpstreamError } from '../core/errors/base.ts'
import { GATED_VARIANTS } from '../core/publication/gatedVariants.ts'
import type { ShopifyPort } from '../ports/shopify.ts'
import { type AdminGraphql, runMutation, runQuery } from './runOperation.ts'

export const GATE_CARD_TYPE = '$app:gate'
export const CONTENT_TYPE = '$app:content'
const GATE_CARD_FIELDS = [
  ['number', 'number_integer'],
  ['name', 'single_line_text_field'],
  ['state', 'single_line_text_field'],
  ['kind', 'single_line_text_field'],
  ['needs', 'json'],
  ['gives', 'json'],
] as const

type Definition = {
  readonly ownerType: 'PRODUCT' | 'PRODUCTVARIANT' | 'DISCOUNT' | 'VALIDATION' | 'ORDER' | 'CUSTOMER'
  readonly namespace?: string
  readonly key: string
  readonly name: string
  readonly type: string
  /** Who sees its metafields in the admin; without it the app alone. */
  readonly access?: { readonly admin: 'MERCHANT_READ' }
  readonly capabilities?: Readonly<Record<string, { readonly enabled: boolean }>>
  /** Shopify shares the namespace of this definition with all apps. If it cannot be created, gates still work. */
  readonly isOptional?: boolean
}
const TEXT = 'single_line_text_field'
const DEFINITIONS: readonly Definition[] = [
  { ownerType: 'PRODUCT', key: 'gates', name: 'Gates', type: TEXT },
  { ownerType: 'PRODUCT', key: 'gate_cards', name: 'Gate cards', type: 'list.metaobject_reference' },
  { ownerType: 'PRODUCTVARIANT', key: 'gates', name: 'Gates', type: TEXT },
  { ownerType: 'DISCOUNT', key: 'proof_config', name: 'Proof config', type: 'json' },
  { ownerType: 'VALIDATION', key: 'proof_config', name: 'Proof config', type: 'json' },
  { ownerType: 'VALIDATION', key: 'input_variables', name: 'Input variables', type: 'json' },
  { ownerType: 'ORDER', key: 'gate', name: 'Gate', type: 'json' },
  {
    ownerType: 'ORDER',
    key: 'gate_pass',
    name: 'Gate pass',
    type: TEXT,
    capabilities: { cartToOrderCopyable: { enabled: true } },
  },
  {
    ownerType: 'ORDER',
    namespace: 'web_3',
    key: 'gated_wallet_line_items',
    name: 'Gated wallet line items',
    type: `list.${TEXT}`,
    isOptional: true,
  },
  ...(GATED_VARIANTS
    ? [{ ownerType: 'PRODUCT' as const, ...GATED_VARIANTS, name: 'Gated variants', isOptional: true }]
    : []),
]

/** What merchants write for holders alone. Staff edit its entries in Shopify's admin, and no storefront reads them. */
const composeContentDefinition = (cardId: string) => ({
  type: CONTENT_TYPE,
  name: 'Gated content',
  displayNameKey: 'title',
  access: { admin: 'MERCHANT_READ_WRITE', storefront: 'NONE' },
  fieldDefinitions: [
    { key: 'title', type: TEXT, name: 'Title' },
    {
      ...{ key: 'gate', type: 'metaobject_reference', name: 'Gate' },
      validations: [{ name: 'metaobject_definition_id', value: cardId }],
    },
    { key: 'body', type: 'rich_text_field', name: 'Content' },
  ],
})

/** Query fields that find every definition. */
export const DEFINITION_FIELDS = [
  `metaobjectDefinitionByType(type: "${GATE_CARD_TYPE}") { id }`,
  `content: metaobjectDefinitionByType(type: "${CONTENT_TYPE}") { id }`,
  ...DEFINITIONS.map(
    ({ ownerType, namespace = '$app', key }, i) =>
      `d${i}: metafieldDefinitions(first: 1, ownerType: ${ownerType}, namespace: "${namespace}", key: "${key}") { nodes { id } }`,
  ),
].join('\n    ')
const FIND = `#graphql
  query FindDefinitions {
    ${DEFINITION_FIELDS}
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

/** Answer to `DEFINITION_FIELDS`. */
export type FoundDefinitions = {
  metaobjectDefinitionByType: { id: string } | null
  content: { id: string } | null
} & Record<`d${number}`, { nodes?: readonly unknown[] } | null>

/** Whether a definition is missing that a publication should create. */
export function needsDefinitions(found: FoundDefinitions): boolean {
  const isMissing = ({ isOptional = false }: Definition, i: number) =>
    !isOptional && !found[`d${i}`]?.nodes?.length
  const { metaobjectDefinitionByType, content } = found
  return metaobjectDefinitionByType === null || content === null || DEFINITIONS.some(isMissing)
}

/**
 * One request if nothing is missing. A value written before its definition exists never gets one. Optional definitions
 * come first: if one fails for a moment, a required one is still missing, so the next publication tries again.
 * @see https://shopify.dev/docs/apps/build/custom-data/ownership
 */
export function ensureDefinitions(graphql: AdminGraphql): ShopifyPort['ensureDefinitions'] {
  return async () => {
    const found = await runQuery<FoundDefinitions>({ graphql, document: FIND })
    const cardId = found.metaobjectDefinitionByType?.id ?? (await createGateCardDefinition(graphql))
    if (found.content === null) await createContentDefinition(graphql, cardId)
    const missing = DEFINITIONS.filter((_, i) => !found[`d${i}`]?.nodes?.length)
    for (const definition of missing.filter(({ isOptional }) => isOptional))
      await createDefinition({ graphql, definition, cardId })
    for (const definition of missing.filter(({ isOptional }) => !isOptional))
      await createDefinition({ graphql, definition, cardId })
  }
}

/** Create a definition; one that exists is ignored. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST */
export async function createDefinition({
  graphql,
  definition: { isOptional = false, ...definition },
  cardId,
}: {
  graphql: AdminGraphql
  definition: Definition
  cardId: string
}): Promise<void> {
  const validations = definition.type.endsWith('metaobject_reference')
    ? [{ name: 'metaobject_definition_id', value: cardId }]
    : []
  try {
    await runMutation({
      graphql,
      root: 'metafieldDefinitionCreate',
      document: CREATE_METAFIELD,
      variables: { definition: { namespace: '$app', validations, ...definition } },
      // Another process created it in the meantime.
      ignore: ['TAKEN'],
    })
  } catch (error) {
    if (isOptional && error instanceof UpstreamError && error.code === 'ERR_SHOPIFY_USER') return
    throw error
  }
}

/** Create the definition of gated content. Gates work without it, so a refusal of Shopify's stops nothing. */
async function createContentDefinition(graphql: AdminGraphql, cardId: string): Promise<void> {
  try {
    await runMutation({
      graphql,
      root: 'metaobjectDefinitionCreate',
      document: CREATE_METAOBJECT,
      variables: { definition: composeContentDefinition(cardId) },
      ignore: ['TAKEN'],
    })
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.code !== 'ERR_SHOPIFY_USER') throw error
  }
}

async function createGateCardDefinition(graphql: AdminGraphql): Promise<string> {
  const { metaobjectDefinition } = await runMutation<{ metaobjectDefinition: { id: string } | null }>({
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
    // Another save created it in the meantime.
    ignore: ['TAKEN'],
  })
  if (metaobjectDefinition) return metaobjectDefinition.id
  const { metaobjectDefinitionByType } = await runQuery<FoundDefinitions>({ graphql, document: FIND })
  if (metaobjectDefinitionByType) return metaobjectDefinitionByType.id
  throw new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify does not show the definition of gates yet.', {
    hint: 'Try again in a moment.',
  })
}
