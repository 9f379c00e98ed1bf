/**
 * How Shopify fills `X-Forwarded-For`. Its documentation says: with the client's address. Only a live shop can tell
 * what happens to an address that the client sent, and whether an edge adds its own.
 */
export type Forwarding = 'append' | 'replace' | 'edge' | 'none'

export type FormatForwardedForParameters = {
  forwarding: Forwarding
  /** The header as the client sent it. */
  claimed: string | null
  /** Address from which the client connected. */
  address: string
}

/** Address of the edge, common to all shoppers. */
export const EDGE_ADDRESS = '192.0.2.200'

/** The header as the app receives it; null if it receives none. */
export function formatForwardedFor(parameters: FormatForwardedForParameters): string | null {
  const { forwarding, claimed, address } = parameters
  if (forwarding === 'none') return null
  if (forwarding === 'replace') return address
  const hops = claimed ? [claimed, address] : [address]
  return (forwarding === 'edge' ? [...hops, EDGE_ADDRESS] : hops).join(', ')
}
