/** Whether a text is a shop's own domain at Shopify, `name.myshopify.com`, and nothing else. */
export function isShopDomain(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/.test(text)
}
