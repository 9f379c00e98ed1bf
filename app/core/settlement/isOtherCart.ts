/**
 * Whether two tokens name different carts; false if one is unknown. The part after `?` is a key, which Shopify adds in
 * some places only.
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
