import type { ProductFacts } from '../core/gate/remarks/types.ts'
import type { ProductStatus, ProductSummary, ShopifyPort } from '../ports/shopify.ts'
import { formatGid, numberOf } from './gid.ts'
import { readNodes } from './readNodes.ts'
import { type Page, readPages } from './readPages.ts'
import { type AdminGraphql, runMutation, runQuery } from './runOperation.ts'

const PRODUCTS = `#graphql
  query ReadProducts($ids: [ID!]!) {
    nodes(ids: $ids) {
      id
      ... on Product { title handle onlineStoreUrl status featuredMedia { preview { image { url } } } }
    }
  }`
const PRODUCT_POINTS = 4
/** A product that the online store does not show has no URL there. */
const FACTS = `#graphql
  query ReadProductFacts($ids: [ID!]!) {
    nodes(ids: $ids) {
      id
      ... on Product {
        title
        isGiftCard
        onlineStoreUrl
        hasVariantsThatRequiresComponents
        requiresSellingPlan
        sellingPlanGroupsCount { count }
      }
    }
  }`
const FACTS_POINTS = 2
const VARIANTS = `#graphql
  query ReadVariants($ids: [ID!]!) {
    nodes(ids: $ids) {
      id
      ... on ProductVariant { title product { id title handle onlineStoreUrl status featuredMedia { preview { image { url } } } } }
    }
  }`
const VARIANT_POINTS = 5
const SET_STATUS = `#graphql
  mutation ProductUpdate($product: ProductUpdateInput!) {
    productUpdate(product: $product) {
      product { id }
      userErrors { field message }
    }
  }`
const MARKED_VARIANTS = `#graphql
  query ListMarkedVariants($id: ID!, $after: String) {
    product(id: $id) {
      variants(first: 150, after: $after) {
        nodes { id metafield(namespace: "$app", key: "gates") { id } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`

const MARKED = `#graphql
  query ListMarked($ownerType: MetafieldOwnerType!, $after: String) {
    metafieldDefinition(identifier: { ownerType: $ownerType, namespace: "$app", key: "gates" }) {
      metafields(first: 150, after: $after) {
        nodes { owner { ... on Product { id } ... on ProductVariant { id } } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`
const ALL_VARIANTS = `#graphql
  query ListVariants($id: ID!, $after: String) {
    product(id: $id) {
      variants(first: 250, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
    }
  }`

type FoundProduct = {
  title?: string
  handle?: string
  onlineStoreUrl?: string | null
  status?: ProductStatus
  featuredMedia?: { preview?: { image?: { url: string } | null } | null } | null
}
type FoundFacts = {
  title?: string
  isGiftCard?: boolean
  onlineStoreUrl?: string | null
  hasVariantsThatRequiresComponents?: boolean
  requiresSellingPlan?: boolean
  sellingPlanGroupsCount?: { count: number } | null
}
type FoundVariant = { title?: string; product?: FoundProduct & { id: string } }
type AllVariants = { product: { variants: Page<{ id: string }> } | null }
type Marked = { metafieldDefinition: { metafields: Page<{ owner: { id?: string } | null }> } | null }
type MarkedVariants = {
  product: { variants: Page<{ id: string; metafield: { id: string } | null }> } | null
}

/** Summaries of products and variants for merchants, and the variants that have marks. */
export function createProducts(graphql: AdminGraphql) {
  return {
    readProducts: async (ids) => {
      const gids = ids.map((id) => formatGid('Product', id))
      const nodes = await readNodes<FoundProduct>({
        graphql,
        document: PRODUCTS,
        ids: gids,
        points: PRODUCT_POINTS,
      })
      return ids.map((id, i) => parseProduct(id, nodes[i]))
    },
    readProductFacts: async (ids) => {
      const gids = ids.map((id) => formatGid('Product', id))
      const nodes = await readNodes<FoundFacts>({ graphql, document: FACTS, ids: gids, points: FACTS_POINTS })
      return ids.map((id, i) => parseFacts(id, nodes[i]))
    },
    setProductStatus: async ({ productId, status }) => {
      const product = { id: formatGid('Product', productId), status }
      await runMutation({ graphql, root: 'productUpdate', document: SET_STATUS, variables: { product } })
    },
    readVariants: async (ids) => {
      const gids = ids.map((id) => formatGid('ProductVariant', id))
      const nodes = await readNodes<FoundVariant>({
        graphql,
        document: VARIANTS,
        ids: gids,
        points: VARIANT_POINTS,
      })
      return ids.map((id, i) => {
        const node = nodes[i]
        const product = node?.product ? parseProduct(numberOf(node.product.id), node.product) : null
        return node?.title === undefined || product === null ? null : { id, title: node.title, product }
      })
    },
    listVariants: async ({ productId }) => {
      const variants = await readPages(async (after) => {
        const variables = { id: formatGid('Product', productId), after }
        const answer = await runQuery<AllVariants>({ graphql, document: ALL_VARIANTS, variables })
        return answer.product?.variants
      })
      return variants.map(({ id }) => numberOf(id))
    },
    // Includes marks that this app did not write: a copy of a product has the marks of its original.
    listMarkedVariants: async ({ productId }) => {
      const variants = await readPages(async (after) => {
        const variables = { id: formatGid('Product', productId), after }
        const answer = await runQuery<MarkedVariants>({ graphql, document: MARKED_VARIANTS, variables })
        return answer.product?.variants
      })
      return variants.flatMap(({ id, metafield }) => (metafield ? [numberOf(id)] : []))
    },
    listMarked: async ({ of }) => {
      const ownerType = of === 'products' ? 'PRODUCT' : 'PRODUCTVARIANT'
      const marks = await readPages(async (after) => {
        const answer = await runQuery<Marked>({ graphql, document: MARKED, variables: { ownerType, after } })
        return answer.metafieldDefinition?.metafields
      })
      return marks.flatMap(({ owner }) => (owner?.id === undefined ? [] : [numberOf(owner.id)]))
    },
  } satisfies Partial<ShopifyPort>
}

function parseFacts(id: number, node: FoundFacts | null | undefined): ProductFacts | null {
  if (node?.title === undefined) return null
  const hasPlans = (node.sellingPlanGroupsCount?.count ?? 0) > 0
  return {
    id,
    title: node.title,
    isOnline: typeof node.onlineStoreUrl === 'string',
    isBundle: node.hasVariantsThatRequiresComponents === true,
    isGiftCard: node.isGiftCard === true,
    subscription: node.requiresSellingPlan === true ? 'required' : hasPlans ? 'offered' : 'none',
  }
}

function parseProduct(id: number, node: FoundProduct | null | undefined): ProductSummary | null {
  if (node?.title === undefined || node.handle === undefined) return null
  const imageUrl = node.featuredMedia?.preview?.image?.url ?? null
  const { title, handle, onlineStoreUrl, status = 'ACTIVE' } = node
  return { id, title, handle, imageUrl, storeUrl: onlineStoreUrl ?? null, status }
}
