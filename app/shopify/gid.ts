/** Shopify's global id of an object by its number. */
export function formatGid(type: string, id: number | bigint): string {
  return `gid://shopify/${type}/${id}`
}

/** The number at the end of a global id. */
export function numberOf(gid: string): number {
  return Number(/\/(\d+)(?:\?.*)?$/.exec(gid)?.[1] ?? Number.NaN)
}

/** Unix seconds of an instant as Shopify writes it. */
export function secondsOf(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000)
}

/** An instant as Shopify reads it. */
export function formatInstant(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}
