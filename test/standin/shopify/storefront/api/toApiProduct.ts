import type { ApiObject } from '../../admin/context.ts'
import { type PageArguments, paginate } from '../../admin/paginate.ts'
import type { StandinProduct, StandinShop, StandinVariant } from '../../state.ts'
import { toPrice } from './toMoney.ts'

export type ToApiProductParameters = { shop: StandinShop; product: StandinProduct }

/** A product as the Storefront API shows it, in the shop's currency. */
export function toApiProduct({ shop, product }: ToApiProductParameters): ApiObject {
  const { id, title, handle, descriptionHtml, vendor, productType, tags, image, variants } = product
  const url = `${shop.storefrontOrigin}${image}`
  return {
    ...{ __typename: 'Product', id: `gid://shopify/Product/${id}`, title, handle, descriptionHtml, vendor },
    ...{ productType, tags, isGiftCard: product.isGiftCard },
    availableForSale: variants.some(({ available }) => available),
    featuredImage: image === null ? null : { __typename: 'Image', url, altText: title },
    variants: (args: PageArguments) =>
      paginate({
        items: variants,
        args,
        idOf: (variant) => String(variant.id),
        toNode: (variant) => toApiVariant({ shop, product, variant }),
      }),
  }
}

/** A variant as the Storefront API shows it, in the shop's currency. */
export function toApiVariant(parameters: ToApiProductParameters & { variant: StandinVariant }): ApiObject {
  const { shop, product, variant } = parameters
  const { id, title, sku, price, compareAtPrice, available, requiresShipping } = variant
  return {
    __typename: 'ProductVariant',
    id: `gid://shopify/ProductVariant/${id}`,
    ...{ title, sku, requiresShipping },
    availableForSale: available,
    price: toPrice(price, shop.currencyCode),
    compareAtPrice: compareAtPrice === null ? null : toPrice(compareAtPrice, shop.currencyCode),
    product: () => toApiProduct({ shop, product }),
  }
}
