/**
 * Format the path of a pass's link on the shop's own address. The secret is in the fragment, which no server gets.
 * @see https://shopify.dev/docs/apps/build/online-store/app-proxies for the path, which `shopify.app.toml` sets
 */
export function formatPassPath({
  gate,
  token,
  handle,
}: {
  readonly gate: number
  readonly token: string
  /** Handle of the product on whose page it opens. */
  readonly handle?: string | undefined
}): string {
  return `/apps/palisade/pass#${[gate, token, ...(handle ? [handle] : [])].join('.')}`
}

/** Format the fragment by which the script of a BigCommerce store finds a pass, on any page of the store. */
export function formatPassFragment({
  gate,
  token,
}: {
  readonly gate: number
  readonly token: string
}): string {
  return `#palisade-pass=${gate}.${token}`
}
