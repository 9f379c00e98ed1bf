import type { ContractDescription } from '../../chain/describe.ts'
import type { Platform } from '../platform.ts'
import type { GateNumber, Reaction } from '../types.ts'

/** What is known about a product of a gate. */
export type ProductFacts = {
  readonly id: number
  readonly title: string
  /** Whether the online store shows it, which is where the gate block is. */
  readonly isOnline: boolean
  readonly isBundle: boolean
  readonly isGiftCard: boolean
  /** Whether it is sold in a subscription: never, if the shopper wants, or always. */
  readonly subscription: 'none' | 'offered' | 'required'
}

/** Another gate of the shop that runs or will run, and shares products with the form. */
export type OverlappingGate = {
  readonly number: GateNumber
  readonly name: string
  readonly reaction: Reaction
  /** Title of one shared product; null if all are shared, or no title is known. */
  readonly product: string | null
}

/** What a flow gathered about a form. What could not be read is absent. */
export type GateFacts = {
  readonly platform: Platform
  /** Addresses of each list, by its id. */
  readonly listSizes: ReadonlyMap<string, number>
  /** By the condition's path; null if the chain did not answer. */
  readonly descriptions: ReadonlyMap<string, ContractDescription | null>
  /** By the condition's path: how many wallets of the shop's shoppers were read, and how many hold the token. */
  readonly holders: ReadonlyMap<string, { readonly read: number; readonly holding: number }>
  readonly products: readonly ProductFacts[]
  readonly overlaps: readonly OverlappingGate[]
  /** Titles of the shop's automatic discounts that are not this app's; empty if shoppers read no name of the gate's. */
  readonly otherTitles: readonly string[]
}

/** Which of two prices a shopper gets who unlocks both. `larger`: it depends on the product's price. */
export type PriceWinner = 'this' | 'other' | 'equal' | 'larger'

/** Something that a merchant should look at. `path` names the field, such as `root.of.0.listId`. */
export type Remark = { readonly path: string } & (
  | { readonly kind: 'list-empty'; readonly isDenied: boolean }
  /** A wallet that holds nothing passes. */
  | { readonly kind: 'met-by-nothing' }
  /** "Not on a list" is one way among several, and nearly everyone takes it. */
  | { readonly kind: 'unlisted-counts' }
  | { readonly kind: 'not-a-token'; readonly reason: 'no-code' | 'wallet' | 'not-a-token' }
  | { readonly kind: 'no-supply'; readonly name: string }
  | { readonly kind: 'above-supply'; readonly name: string; readonly supply: string }
  /** The contract tells no supply, and hardly any collection has as many NFTs. */
  | { readonly kind: 'above-usual'; readonly name: string }
  /** None of the wallets that signed in last holds the token. */
  | { readonly kind: 'nobody-holds'; readonly name: string; readonly read: number }
  /** A gate that needs a wallet of Flow, which no card of a BigCommerce store connects. */
  | { readonly kind: 'flow-wallet'; readonly isExclusive: boolean }
  | {
      readonly kind: 'overlap'
      readonly gate: Pick<OverlappingGate, 'number' | 'name' | 'product'>
      /** Null if at most one of the two takes something off. */
      readonly price: PriceWinner | null
      readonly exclusive: 'both' | 'this' | 'other' | 'none'
    }
  | { readonly kind: 'more-overlaps'; readonly count: number }
  | {
      readonly kind: 'not-online' | 'bundle' | 'gift-card' | 'never-one-time' | 'never-subscription'
      /** One of the products, and how many there are. */
      readonly product: string
      readonly count: number
    }
  /** An automatic discount that is not this app's has the name of the gate's discount. */
  | { readonly kind: 'same-title'; readonly title: string }
  | { readonly kind: 'total-taken-by-one'; readonly hasSingleTokens: boolean }
  | { readonly kind: 'place-by-sending' }
  | { readonly kind: 'wallet-by-sending-coins'; readonly hasTotal: boolean }
  | { readonly kind: 'wallet-by-sending-token' }
)
