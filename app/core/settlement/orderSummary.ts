import type { Gate } from '../gate/types.ts'
import type { StaffPass } from '../staffPass/types.ts'
import type { OrderUnit } from './types.ts'

/** An order as staff see it. `total` is what the customer paid, as decimal text. */
export type OrderSummary = {
  /** Unix seconds. */
  readonly createdAt: number
  /** Random letters and digits that Shopify shows the buyer alone; null for an order from before it had them. */
  readonly confirmationNumber: string | null
  readonly total: { readonly amount: string; readonly currencyCode: string }
  readonly customer: OrderCustomer
  readonly lines: readonly OrderSummaryLine[]
}
/** `title` includes the variant. Both texts stay when the product is deleted. */
export type OrderSummaryLine = {
  readonly id: number
  readonly title: string
  readonly quantity: number
  readonly imageUrl: string | null
}
/**
 * The customer of an order. `hidden`: the app does not have the scope, or Shopify has not approved it for customers'
 * names, or did not answer.
 */
export type OrderCustomer =
  | { readonly kind: 'known'; readonly id: number; readonly name: string }
  | { readonly kind: 'guest' }
  | { readonly kind: 'hidden'; readonly reason: 'scope' | 'approval' | 'no-answer' }

/** Who opened the gates of an order, as far as the app still knows. */
export type OrderHolders = {
  /** Wallets of the shopper, ascending. The visits that name them are deleted two days after their end. */
  readonly wallets: readonly string[]
  /** Wallets and tokens whose uses the order took, if its gates count uses. */
  readonly units: readonly OrderUnit[]
  /** The gates of the units, which name their tokens; deleted ones too. */
  readonly gates: readonly Gate[]
  /** One-time passes of the staff that opened gates. */
  readonly passes: readonly OrderPass[]
}
/** A pass, and the name of who made it; null if Shopify has not told it. */
export type OrderPass = Pick<StaffPass, 'id' | 'gate' | 'wallet' | 'note'> & { readonly maker: string | null }
