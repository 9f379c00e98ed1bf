import type { Brand } from '../brand.ts'

/** The storefront's requests, each limited on its own. */
export type LimitedRequest = 'nonce' | 'unlock' | 'renew' | 'qr' | 'surface'

/** A client for limits: an IPv4 address, or the /64 network of an IPv6 one. Personal data: never stored in clear. */
export type ClientAddress = Brand<string, 'ClientAddress'>

/** Whether a shopper's address was found, and why limits cannot use some addresses, as sentences for the operator. */
export type AddressFindings = { readonly hasFound: boolean; readonly faults: readonly string[] }

/** At most `most` requests per window of `seconds`. Windows are fixed and begin at multiples of their length. */
export type Limit = { readonly most: number; readonly seconds: number }

/**
 * A request for `units` of a counter, which gives at most `most` in the window that ends at `expiresAt`, in unix
 * seconds. A process leases `block` units at once, so that most requests need no database query.
 */
export type LeasedCounter = {
  readonly key: string
  readonly most: number
  readonly expiresAt: number
  readonly units: number
  readonly block: number
}
