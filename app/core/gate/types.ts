import type { Brand } from '../brand.ts'
import type { WalletAddress } from '../chain/types.ts'
import type { Requirement } from '../requirement/types.ts'
import type { MoneyKind, ReactionFlags, ShareKind } from './reactionKinds.ts'

/** A gate's number, unique in its shop and never reused: 1 .. 36^6 - 1; base 36 inside proofs and metafields. */
export type GateNumber = Brand<number, 'GateNumber'>

/** Shopify's numeric shop id. */
export type ShopId = Brand<bigint, 'ShopId'>

/**
 * What the gate is about, by Shopify's numeric ids, ascending.
 *
 * 1..250 products or variants, 1..25 collections (the server follows their products), or everything the shop sells.
 */
export type Subject =
  | { readonly kind: 'products'; readonly ids: readonly number[] }
  | { readonly kind: 'variants'; readonly variants: readonly SubjectVariant[] }
  | { readonly kind: 'collections'; readonly ids: readonly number[] }
  | { readonly kind: 'all' }
export type SubjectVariant = { readonly productId: number; readonly variantId: number }

/**
 * Price part of a reaction: off each item of the gate's subject, or off the order.
 *
 * `hundredths` of a percent 1..10000; `thousandths` of the shop's currency unit.
 */
export type Price =
  | { readonly kind: ShareKind; readonly hundredths: number }
  | { readonly kind: MoneyKind; readonly thousandths: bigint }

/** What an open gate gives: the price, a flag, or several. `exclusive`: nobody else can buy its products. */
export type Reaction = ReactionFlags & { readonly price: Price | null }

/**
 * Who may use a gate's proof. `open`: anybody who has it in the cart. `account`: the signed-in customer it was issued
 * to. `cart`: only the cart into whose app-owned metafield it was written.
 */
export type Guard = 'open' | 'account' | 'cart'

/** How often a gate may be used, null for no limit. Each order that uses the gate counts once. */
export type Limits = {
  readonly perWallet: number | null
  /** Per single token: an ERC-721 id, or the mint of an NFT on Solana. */
  readonly perToken: number | null
  readonly total: number | null
}

/** Unix seconds, null for no bound. `afterEnd`: whether everybody may then buy an exclusive gate's products. */
export type Schedule = {
  readonly startsAt: number | null
  readonly endsAt: number | null
  readonly afterEnd: 'public' | 'closed'
}

/** Other discounts that combine with a gate's, and purchases it is for. Gates of equal combination share a discount. */
export type Combination = {
  readonly orderDiscounts: boolean
  readonly productDiscounts: boolean
  readonly shippingDiscounts: boolean
  readonly purchases: 'oneTime' | 'subscription' | 'both'
}

export type GateState = 'active' | 'paused'

/**
 * Test mode: while it is on, an active gate opens only for these wallets, if they meet the requirement, and for everybody
 * else it is closed. The wallets stay when it is switched off. At most 20.
 */
export type GateTest = { readonly isOn: boolean; readonly wallets: readonly WalletAddress[] }

/** State of a gate at a moment. The schedule does not count while the gate is paused. */
export type GateStanding = 'active' | 'paused' | 'scheduled' | 'ended'

/** Whether Shopify has the gate as the database holds it. `pending` has the reason of the last failed attempt. */
export type Publication =
  | { readonly kind: 'published' }
  | { readonly kind: 'pending'; readonly reason: string | null }

/** The fields that the merchant decides. `cap` is units in the whole cart, 0 = none. */
export type GateDraft = {
  readonly name: string
  /** What shoppers read beside the discount at checkout; null for the gate's name. */
  readonly discountName: string | null
  readonly state: GateState
  readonly test: GateTest
  readonly subject: Subject
  readonly requirement: Requirement
  readonly reaction: Reaction
  readonly cap: number
  readonly limits: Limits
  readonly schedule: Schedule
  readonly guard: Guard
  readonly combination: Combination
  /** Whether ownership is checked again when an order arrives. */
  readonly recheck: boolean
  /** Whether a gate with a limit opens only within five minutes of the visit's last login. */
  readonly freshSignature: boolean
  /** Whether anybody may look up how often a token was used, if the gate has a limit per token. */
  readonly showsUses: boolean
}

/**
 * A gate as the database holds it. `revision` rises with each change that a proof depends on; not with name, state,
 * schedule or `recheck`.
 */
export type Gate = GateDraft & {
  readonly shopId: ShopId
  readonly number: GateNumber
  readonly revision: number
  readonly profile: number
  readonly publication: Publication
  /** Products and variants beside the subject's that may still carry this gate in their metafields, to be cleaned. */
  readonly writtenProductIds: readonly number[]
  readonly writtenVariantIds: readonly number[]
  readonly updatedAt: number
  /** Unix seconds; a deleted gate is kept for the orders that name it. */
  readonly deletedAt: number | null
}

/** A gate that another version of the app stored and this one cannot read. It opens for nobody. */
export type UnreadableGate = Pick<Gate, 'number' | 'name'>

/** A gate that a list can be filtered by. */
export type GateChoice = { readonly number: number; readonly name: string; readonly isDeleted: boolean }
