import { listMembers } from '../collectionMembers.ts'
import type { StandinCollection, StandinShop } from '../state.ts'

/** A collection as App Bridge's resource picker returns it. */
export function formatPickedCollection(
  shop: StandinShop,
  collection: StandinCollection,
): Record<string, unknown> {
  const { id, title, handle, image, updatedAt } = collection
  const count = listMembers(shop, collection).length
  return {
    id: `gid://shopify/Collection/${id}`,
    title,
    handle,
    description: '',
    descriptionHtml: '',
    image:
      image === null
        ? null
        : {
            id: `gid://shopify/CollectionImage/${id}`,
            altText: title,
            originalSrc: new URL(image, shop.storefrontOrigin).href,
          },
    productsCount: count,
    productsAutomaticallySortedCount: 0,
    productsManuallySortedCount: count,
    availablePublicationCount: 1,
    publicationCount: 1,
    ruleSet: null,
    seo: {},
    sortOrder: 'MANUAL',
    storefrontId: `gid://shopify/Collection/${id}`,
    templateSuffix: null,
    updatedAt,
  }
}
