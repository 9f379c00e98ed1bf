import type { Brand } from '../brand.ts'

/** The storefront's requests, each limited on its own. */
export type LimitedRequest = 'nonce' | 'unlock' | 'renew'

/** A client as limits know it: an IPv4 address, or the /64 network of an IPv6 one. Personal data: never stored as it is. */
export type ClientAddress = Brand<string, 'ClientAddress'>

/** Whether a shopper's address was found, and why limits cannot use some addresses, as sentences for the operator. */
export type AddressFindings = { readonly hasFound: boolean; readonly faults: readonly string[] }

/** At most so many requests in each window; windows are fixed and begin at multiples of their length. */
export type Limit = { readonly most: number; readonly seconds: number }

/**
 * Units asked of a counter, of which at most `most` are given in the window that ends at `expiresAt`, in unix seconds. A
 * process leases `block` of them at once, so that most requests ask no database.
 */
export type LeasedCounter = {
  readonly key: string
  readonly most: number
  readonly expiresAt: number
  readonly units: number
  readonly block: number
}
