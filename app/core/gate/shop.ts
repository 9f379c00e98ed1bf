import type { ShopId } from './types.ts'

/** A shop that has the app installed. `allowedDomains` are authorities (`host[:port]`, lower case) that a login may name. */
export type Shop = {
  readonly id: ShopId
  readonly myshopifyDomain: string
  readonly primaryDomain: string
  readonly ianaTimezone: string
  readonly currencyCode: string
  readonly allowedDomains: readonly string[]
}
