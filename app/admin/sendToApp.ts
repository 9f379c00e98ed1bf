import { redirect } from '@remix-run/node'

/**
 * Redirect a visitor from Shopify at the server's root to the embedded app, with every parameter. Null if the URL names
 * no shop.
 *
 * @throws {Response} a redirect, if the URL names a shop.
 */
export function sendToApp(request: Request): null {
  const { searchParams } = new URL(request.url)
  if (searchParams.has('shop')) throw redirect(`/app?${searchParams}`)
  return null
}
