import type { GateGives } from '../../../../app/core/gate/formatGateCard.ts'
import type { GateStanding } from '../../../../app/core/gate/types.ts'
import {
  createShop,
  createState,
  metafieldKey,
  nextId,
  resolveMetaobjectType,
  resolveNamespace,
  type StandinProduct,
  type StandinShop,
  type StandinState,
} from '../../../standin/shopify/state.ts'

export type SeedCondition = {
  kind: string
  chain?: string
  chain_name?: string
  chain_id?: number
  contract?: string
  name: string
  symbol?: string
  minimum?: string
  maximum?: string
  token_ids?: string[]
  per_id?: true
}
export type SeedGate = {
  number: number
  name?: string
  state?: GateStanding
  join?: 'all' | 'any'
  conditions: SeedCondition[]
  /** Instead of `join` and `conditions`, the card format before requirements were trees. */
  needs?: object
  /** Whether its subject is all products: its card then belongs to the app, not to the product. */
  isEverywhere?: boolean
  /** The jacket's variants that are its subject: 2001 is M, 2002 is L. */
  variantIds?: number[]
  /** Differences from 20 percent off for a proof. */
  gives?: Partial<GateGives> & { after_end?: 'public' | 'closed' }
}
export type SeedGatesParameters = {
  gates: SeedGate[]
  price?: string
  currencyCode?: string
  locale?: string
  /** Products besides the jacket, each with its gate numbers; their one variant's id is ten times the product's. */
  others?: { id: number; title: string; gates: number[] }[]
}
export type SeedGatesResult = { state: StandinState; shop: StandinShop; product: StandinProduct }

export const ape: SeedCondition = { kind: 'erc721', name: 'Ape Club', symbol: 'APE', minimum: '1' }

/** Makes a shop with one product of two variants and these gates, as the app would have written them. */
export function seedGates(parameters: SeedGatesParameters): SeedGatesResult {
  const { gates, price = '120.00', currencyCode = 'EUR', locale = 'en', others = [] } = parameters
  const product: StandinProduct = {
    id: 1001,
    title: 'Varsity Jacket',
    handle: 'varsity-jacket',
    descriptionHtml: '',
    vendor: 'Northside',
    productType: 'Jackets',
    tags: [],
    isGiftCard: false,
    isOnline: true,
    isBundle: false,
    image: null,
    variants: ['M', 'L'].map((title, i) => ({
      id: 2001 + i,
      title,
      price,
      compareAtPrice: null,
      sku: '',
      available: true,
      requiresShipping: true,
    })),
    sellingPlans: [],
  }
  const further = others.map(({ id, title }) => ({
    ...product,
    id,
    title,
    handle: `product-${id}`,
    variants: product.variants.slice(0, 1).map((variant) => ({ ...variant, id: id * 10 })),
  }))
  const state = createState({ appId: '77', functions: [] })
  const shop = createShop({
    state,
    id: 70012345678,
    name: 'Northside',
    myshopifyDomain: 'northside.myshopify.com',
    storefrontOrigin: 'http://127.0.0.1:3001',
    currencyCode,
    locale,
    products: [product, ...further],
  })
  const type = resolveMetaobjectType(state.appId, '$app:gate')
  const at = '2026-11-25T00:00:00Z'
  const field = (key: string, fieldType: string) => ({
    key,
    name: key,
    description: null,
    type: fieldType,
    required: false,
    validations: [],
  })
  shop.metaobjectDefinitions.set(type, {
    id: `gid://shopify/MetaobjectDefinition/${nextId()}`,
    type,
    name: 'Gate',
    description: null,
    displayNameKey: null,
    access: { admin: 'MERCHANT_READ', storefront: 'PUBLIC_READ', customerAccount: 'NONE' },
    capabilities: {},
    fieldDefinitions: [
      field('number', 'number_integer'),
      ...['name', 'state', 'kind'].map((key) => field(key, 'single_line_text_field')),
      field('needs', 'json'),
      field('gives', 'json'),
    ],
  })
  const ids = gates.map((gate) => {
    const id = `gid://shopify/Metaobject/${nextId()}`
    shop.metaobjects.set(id, {
      id,
      type,
      handle: `gate-${gate.number}`,
      createdAt: at,
      updatedAt: at,
      fields: {
        number: String(gate.number),
        name: gate.name ?? 'Holders',
        state: gate.state ?? 'active',
        kind: kindOf(givesOf(gate)),
        needs: JSON.stringify(
          gate.needs ?? { join: gate.join ?? 'all', conditions: gate.conditions.map(fill) },
        ),
        gives: JSON.stringify({
          ...givesOf(gate),
          ...(gate.variantIds && { mark: gate.number.toString(36) }),
        }),
      },
    })
    return id
  })
  const namespace = resolveNamespace(state.appId, '$app')
  const key = 'gate_cards'
  const isOthers = (number: number) => others.some((other) => other.gates.includes(number))
  const own = gates.filter((gate) => !gate.isEverywhere && !isOthers(gate.number))
  for (const { id, gates: numbers } of [
    ...others,
    { id: product.id, gates: own.map(({ number }) => number) },
  ]) {
    const ownerGid = `gid://shopify/Product/${id}`
    shop.metafields.set(metafieldKey(ownerGid, namespace, key), {
      id: `gid://shopify/Metafield/${nextId()}`,
      ownerGid,
      namespace,
      key,
      type: 'list.metaobject_reference',
      value: JSON.stringify(ids.filter((_, i) => numbers.includes(gates[i]?.number ?? 0))),
      createdAt: at,
      updatedAt: at,
    })
  }
  for (const variant of product.variants) {
    const marks = gates.filter(({ variantIds }) => variantIds?.includes(variant.id))
    if (marks.length === 0) continue
    const ownerGid = `gid://shopify/ProductVariant/${variant.id}`
    shop.metafields.set(metafieldKey(ownerGid, namespace, 'gates'), {
      id: `gid://shopify/Metafield/${nextId()}`,
      ownerGid,
      namespace,
      key: 'gates',
      type: 'single_line_text_field',
      value: marks.map(({ number }) => `${number.toString(36)}*`).join(' '),
      createdAt: at,
      updatedAt: at,
    })
  }
  const everywhere = gates.filter((gate) => gate.isEverywhere).map(({ number }) => `gate-${number}`)
  const installation = 'gid://shopify/AppInstallation/1'
  shop.metafields.set(metafieldKey(installation, namespace, 'storefront'), {
    id: `gid://shopify/Metafield/${nextId()}`,
    ownerGid: installation,
    namespace,
    key: 'storefront',
    type: 'json',
    value: JSON.stringify({ v: 1, all: everywhere }),
    createdAt: at,
    updatedAt: at,
  })
  return { state, shop, product }
}

const plain: Omit<GateGives, 'mark'> = {
  kind: 'none',
  exclusive: false,
  free_shipping: false,
  cap: 0,
  per_wallet: null,
  per_token: null,
  total: null,
  sold_out: false,
  guard: 'open',
  starts_at: null,
  ends_at: null,
  after_end: 'public',
  test: false,
}
const twenty = { kind: 'percentage', percent: '20' } as const

function givesOf({ gives = twenty }: SeedGate): Omit<GateGives, 'mark'> {
  return { ...plain, ...(gives.kind ? {} : twenty), ...gives }
}

function kindOf({
  exclusive,
  kind,
  free_shipping,
}: Pick<GateGives, 'exclusive' | 'kind' | 'free_shipping'>): string {
  if (!exclusive) return 'discount'
  return kind === 'none' && !free_shipping ? 'exclusive' : 'both'
}

function fill(condition: SeedCondition): SeedCondition {
  return {
    chain: 'ethereum',
    chain_name: 'Ethereum',
    chain_id: 1,
    contract: `0x${'ab'.repeat(20)}`,
    symbol: '',
    minimum: '1',
    ...condition,
  }
}
