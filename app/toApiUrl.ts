// Double slashes come from a base URL that ends in one. Five pages of Picket's documentation print `/v1/`.
const OTHER_SPELLING = /^\/{1,9}(?:api\/{1,9})?v1(?=\/)/
/** Paths of spring 2022 whose answers have a path of today. They knew one chain. */
const OLD_PATHS: readonly (readonly [old: RegExp, today: string])[] = [
  [/^\/api\/v1\/verify$/, '/api/v1/auth/verify'],
  [/^\/api\/v1(?=\/wallets\/[^/]+\/tokenOwnership$)/, '/api/v1/chains/ethereum'],
]

/**
 * Spell the URL of an API endpoint as its route: without double slashes, under `/api/v1/`, by its name of today. Every
 * other URL is answered as it is.
 * @param url Absolute.
 */
export function toApiUrl(url: string): string {
  const start = url.indexOf('/', url.indexOf('//') + 2)
  const [pathname = ''] = url.slice(start).split(/[?#]/, 1)
  if (start < 0 || !OTHER_SPELLING.test(pathname)) return url
  const folded = pathname.replace(OTHER_SPELLING, '/api/v1').replaceAll(/\/{2,}/g, '/')
  const path = OLD_PATHS.reduce((text, [old, today]) => text.replace(old, today), folded)
  return path === pathname ? url : url.slice(0, start) + path + url.slice(start + pathname.length)
}
