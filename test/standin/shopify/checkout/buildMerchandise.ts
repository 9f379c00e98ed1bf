import { holdsVariant, membershipOf } from '../collectionMembers.ts'
import type {
  StandinCollection,
  StandinCustomItem,
  StandinProduct,
  StandinSellingPlan,
  StandinShop,
  StandinVariant,
} from '../state.ts'
import type { DeliveryGroup } from './listDeliveryGroups.ts'

type Root = Record<string, unknown>

/** Makes a `metafield` field for an owner. */
export type ReadMetafield = (gid: string) => unknown

/** Builds one of `cart.deliveryGroups`; `lines` are the input's. */
export function buildDeliveryGroup(
  group: DeliveryGroup,
  lines: readonly Root[],
  money: (minor: bigint) => Root,
): Root {
  const option = {
    handle: group.handle,
    code: group.title,
    title: group.title,
    description: null,
    deliveryMethodType: 'SHIPPING',
    cost: money(group.costMinor),
  }
  return {
    id: group.id,
    groupType: group.kind,
    cartLines: lines.filter((line) => group.lineIds.includes(String(line.id))),
    deliveryAddress: null,
    deliveryOptions: [option],
    selectedDeliveryOption: option,
    discountAllocations: [],
  }
}

/** Builds a line’s `sellingPlanAllocation`. */
export function buildSellingPlan(plan: StandinSellingPlan | null, metafield: ReadMetafield): Root | null {
  if (!plan) return null
  const id = `gid://shopify/SellingPlan/${plan.id}`
  const sellingPlan = { id, name: plan.name, description: null, recurringDeliveries: true }
  return { sellingPlan: { ...sellingPlan, metafield: metafield(id) }, priceAdjustments: [] }
}

/** Builds the merchandise of a custom item in a draft order. */
export function buildCustomProduct({ title, requiresShipping }: StandinCustomItem): Root {
  const weight = { weight: 0, weightUnit: 'GRAMS' }
  return { __typename: 'CustomProduct', title, isGiftCard: false, requiresShipping, ...weight }
}

type BuildVariantParameters = {
  shop: StandinShop
  product: StandinProduct
  variant: StandinVariant
  metafield: ReadMetafield
}

/** Builds the merchandise of a variant. */
export function buildVariant({ shop, product, variant, metafield }: BuildVariantParameters): Root {
  const tags = new Set(product.tags.map((tag) => tag.toLowerCase()))
  return {
    __typename: 'ProductVariant',
    id: `gid://shopify/ProductVariant/${variant.id}`,
    sku: variant.sku,
    title: variant.title,
    requiresShipping: variant.requiresShipping,
    weight: 0,
    weightUnit: 'GRAMS',
    metafield: metafield(`gid://shopify/ProductVariant/${variant.id}`),
    ...collectionFields(shop, (collection) => holdsVariant(collection, product, variant.id)),
    product: {
      id: `gid://shopify/Product/${product.id}`,
      handle: product.handle,
      title: product.title,
      productType: product.productType,
      vendor: product.vendor,
      isGiftCard: product.isGiftCard,
      metafield: metafield(`gid://shopify/Product/${product.id}`),
      hasAnyTag: ({ tags: asked }: { tags: string[] }) => asked.some((tag) => tags.has(tag.toLowerCase())),
      hasTags: ({ tags: asked }: { tags: string[] }) =>
        asked.map((tag) => ({ tag, hasTag: tags.has(tag.toLowerCase()) })),
      // Shopify does not document whether a product is in a collection that has only some of its variants. Our
      // Functions ask only about the variant.
      ...collectionFields(shop, (collection) => membershipOf(collection, product) !== null),
    },
  }
}

function collectionFields(shop: StandinShop, holds: (collection: StandinCollection) => boolean): Root {
  const isMember = (gid: string) => {
    const collection = shop.collections.get(Number(gid.split('/').at(-1)))
    return collection !== undefined && holds(collection)
  }
  return {
    inAnyCollection: ({ ids }: { ids: string[] }) => ids.some(isMember),
    inCollections: ({ ids }: { ids: string[] }) =>
      ids.map((collectionId) => ({ collectionId, isMember: isMember(collectionId) })),
  }
}
