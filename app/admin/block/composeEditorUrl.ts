import { BLOCK_HANDLE } from './parseExtensions.ts'

/**
 * Compose the link that opens the theme editor at the product page, with the gate block about to be added.
 *
 * @see https://shopify.dev/docs/apps/build/online-store/theme-app-extensions/configuration#deep-linking
 */
export function composeEditorUrl({
  myshopifyDomain,
  apiKey,
}: {
  myshopifyDomain: string
  apiKey: string
}): string {
  const query = `template=product&addAppBlockId=${encodeURIComponent(apiKey)}/${BLOCK_HANDLE}&target=mainSection`
  return `https://${myshopifyDomain}/admin/themes/current/editor?${query}`
}
