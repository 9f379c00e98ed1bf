import { platformOf } from '../../core/gate/platform.ts'

export type ShopLink = { readonly content: string; readonly url: string }

const PAGES = { orders: '', customers: '/edit' } as const

/** Compose the link to an order or a customer in the admin of the shop's own platform. */
export function composeShopLink({
  myshopifyDomain,
  page,
  id,
}: {
  myshopifyDomain: string
  page: keyof typeof PAGES
  id: number | string
}): ShopLink {
  if (platformOf(myshopifyDomain) === 'shopify')
    return {
      content: page === 'orders' ? 'Open in Shopify' : 'View in Shopify',
      url: `shopify://admin/${page}/${id}`,
    }
  return {
    content: page === 'orders' ? 'Open in BigCommerce' : 'View in BigCommerce',
    url: `https://${myshopifyDomain}/manage/${page}/${id}${PAGES[page]}`,
  }
}
