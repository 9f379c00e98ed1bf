import type { useAppBridge } from '@shopify/app-bridge-react'

/**
 * Ask the merchant for scopes in Shopify's own dialog. Call it in a click handler: Shopify opens its dialog only then.
 * Null if Shopify could not ask.
 */
export async function requestScopes(
  shopify: ReturnType<typeof useAppBridge>,
  scopes: readonly string[],
): Promise<'granted-all' | 'declined-all' | null> {
  try {
    return (await shopify.scopes.request([...scopes])).result
  } catch {
    return null
  }
}
