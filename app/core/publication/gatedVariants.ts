import { collectionsOf, type Memberships } from '../gate/memberships.ts'
import { isAbout } from '../gate/subject.ts'
import type { Gate } from '../gate/types.ts'
import type { MetafieldName } from './metafields.ts'

/** Namespace, key and type of the metafield on products that lists their gated variants. */
export type GatedVariantsField = { readonly namespace: string; readonly key: string; readonly type: string }

/**
 * The field that Shopify asks token-gating apps to write on every product with gated variants; null while its key is
 * unknown, and then nothing is written. The order's field is in the namespace `web_3`. A value is a JSON list of gids.
 *
 * @see https://shopify.dev/docs/apps/build/blockchain/tokengating
 */
export const GATED_VARIANTS: GatedVariantsField | null = null

/** Maximum of ids in a list metafield at Shopify. */
const MOST_IDS = 128

/** Name the field of a product. */
export function composeGatedVariantsName(field: GatedVariantsField, productId: number): MetafieldName {
  return { ownerId: `gid://shopify/Product/${productId}`, namespace: field.namespace, key: field.key }
}

export type FormatGatedVariantsParameters = {
  readonly productId: number
  /** All variants of the product. */
  readonly variantIds: readonly number[]
  /** The gates that are not deleted. */
  readonly gates: readonly Gate[]
  readonly memberships: Memberships
}

/**
 * Format the gated variants of a product, the lowest 128 ids at most; null for none. A gate about all products counts
 * for no product, as with marks: no product carries it.
 */
export function formatGatedVariants({
  productId,
  variantIds,
  gates,
  memberships,
}: FormatGatedVariantsParameters): string | null {
  const gated = variantIds.filter((variantId) => {
    const collectionIds = collectionsOf({ memberships, productId, variantId })
    return gates.some(
      ({ subject }) => subject.kind !== 'all' && isAbout({ subject, productId, variantId, collectionIds }),
    )
  })
  if (gated.length === 0) return null
  const ids = gated.sort((a, b) => a - b).slice(0, MOST_IDS)
  return JSON.stringify(ids.map((id) => `gid://shopify/ProductVariant/${id}`))
}
