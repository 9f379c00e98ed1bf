/**
 * Whether two carts' tokens name different carts; false where one is not known. What follows `?` is a key that Shopify
 * adds in some places and not in others.
 *
 * @see https://shopify.dev/changelog: the AJAX cart token carries `?key=…` since 2024-06-21
 */
export function isOtherCart({
  granted,
  ordered,
}: {
  granted: string | null
  ordered: string | null
}): boolean {
  if (!granted || !ordered) return false
  return granted.split('?', 1)[0] !== ordered.split('?', 1)[0]
}
