/**
 * What Shopify's `X-Forwarded-For` holds. Its documentation says the client's address; what becomes of an address that
 * the client wrote itself, and whether an edge adds its own, only a live shop can tell.
 */
export type Forwarding = 'append' | 'replace' | 'edge' | 'none'

export type FormatForwardedForParameters = {
  forwarding: Forwarding
  /** What the client wrote. */
  claimed: string | null
  /** Where the client connected from. */
  address: string
}

/** Shared by all shoppers. */
export const EDGE_ADDRESS = '192.0.2.200'

/** The header as the app gets it; null where it gets none. */
export function formatForwardedFor(parameters: FormatForwardedForParameters): string | null {
  const { forwarding, claimed, address } = parameters
  if (forwarding === 'none') return null
  if (forwarding === 'replace') return address
  const hops = claimed ? [claimed, address] : [address]
  return (forwarding === 'edge' ? [...hops, EDGE_ADDRESS] : hops).join(', ')
}
