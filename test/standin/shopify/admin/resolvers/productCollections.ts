import { membershipOf } from '../../collectionMembers.ts'
import type { StandinCollection, StandinProduct, StandinVariant } from '../../state.ts'
import { type AdminContext, type ApiObject, formatGid, parseGid } from '../context.ts'
import { type PageArguments, paginate } from '../paginate.ts'

/** The collection fields of a product. */
export function collectionFields({
  ctx,
  product,
  toVariant,
}: {
  ctx: AdminContext
  product: StandinProduct
  toVariant: (variant: StandinVariant) => ApiObject
}): Record<string, unknown> {
  const around = (): StandinCollection[] =>
    [...ctx.shop.collections.values()].filter((each) => membershipOf(each, product) !== null)
  /** The product's variants that are single members of a collection; null if the whole product is a member. */
  const variantsIn = (gid: string): StandinVariant[] | null => {
    const collection = ctx.shop.collections.get(Number(numberIn(gid)))
    const membership = collection ? membershipOf(collection, product) : null
    if (membership === 'whole') return null
    return product.variants.filter(({ id }) => membership?.includes(id))
  }
  return {
    inCollection: (args: { id: string }) => {
      const collection = ctx.shop.collections.get(Number(numberIn(args.id)))
      return collection !== undefined && isIn(ctx, collection, product)
    },
    variantsInCollection: (args: PageArguments & { collectionId: string }) => {
      const items = variantsIn(args.collectionId)
      if (items === null) return null
      return paginate({
        items,
        args,
        idOf: (variant) => String(variant.id),
        toNode: toVariant,
      })
    },
    variantsInCollectionCount: (args: { collectionId: string }) => {
      const items = variantsIn(args.collectionId)
      return items && { __typename: 'Count', count: items.length, precision: 'EXACT' }
    },
    collections: (args: PageArguments) =>
      paginate({
        items: around(),
        args,
        idOf: (each) => String(each.id),
        toNode: (each) => ctx.findNode(formatGid('Collection', each.id)) as ApiObject,
      }),
  }
}

/**
 * Whether a product is in a collection. Shopify does not document this for a product with only some variants in it, so
 * the knob `partsInCollection` decides.
 */
export function isIn(
  { shop }: AdminContext,
  collection: StandinCollection,
  product: StandinProduct,
): boolean {
  const membership = membershipOf(collection, product)
  return membership === 'whole' || (membership !== null && shop.knobs.partsInCollection === 'yes')
}

function numberIn(gid: string): string | null {
  const parsed = parseGid(gid)
  return parsed?.type === 'Collection' ? parsed.id : null
}
