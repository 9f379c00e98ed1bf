import { redirect } from '@remix-run/node'

/**
 * Send whoever Shopify sends to the server's root on to the embedded app, with every parameter.
 *
 * @throws {Response} a redirect, when the address names a shop.
 */
export function forwardToApp(request: Request): null {
  const { searchParams } = new URL(request.url)
  if (searchParams.has('shop')) throw redirect(`/app?${searchParams}`)
  return null
}
