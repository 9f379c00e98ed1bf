export type FindTokenShopParameters = {
  readonly request: Request
  /** HMAC-SHA-256 under the app's secret, base64. */
  readonly sign: (body: Uint8Array) => string
  /** Compares in constant time. */
  readonly isEqual: (expected: string, given: string) => boolean
}

/**
 * Find the shop that a request of the admin is of, by its session token; null where Shopify signed none. Audience and
 * times are the library's to judge: this only tells who else is at it.
 */
export function findTokenShop({ request, sign, isEqual }: FindTokenShopParameters): string | null {
  const [, bearer] = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
  const token = bearer ?? new URL(request.url).searchParams.get('id_token')
  const [header, payload, signature, ...more] = token?.split('.') ?? []
  if (!header || !payload || !signature || more.length > 0) return null
  const given = Buffer.from(signature, 'base64url').toString('base64')
  if (!isEqual(sign(Buffer.from(`${header}.${payload}`)), given)) return null
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    if (typeof claims !== 'object' || claims === null || !('dest' in claims)) return null
    return typeof claims.dest === 'string' ? new URL(claims.dest).hostname : null
  } catch {
    return null
  }
}
