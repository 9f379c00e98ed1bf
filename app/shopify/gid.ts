/** Format Shopify's global id of an object. */
export function formatGid(type: string, id: number | bigint): string {
  return `gid://shopify/${type}/${id}`
}

/** The number at the end of a global id; NaN if there is none. */
export function numberOf(gid: string): number {
  return Number(/\/(\d+)(?:\?.*)?$/.exec(gid)?.[1] ?? Number.NaN)
}

/** Unix seconds of an instant in Shopify's format. */
export function secondsOf(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000)
}

/** Format unix seconds as an instant that Shopify parses. */
export function formatInstant(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}
