import type { EvmAddress } from '../../../app/core/chain/types.ts'
import type { GateDraft } from '../../../app/core/gate/types.ts'
import type { Database } from '../../../app/db/database.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import type { ProveGatesResult } from '../../../app/flows/unlocks/proveGates.ts'

/** What every shop of these tests sells: `jacket` costs 120.00, `cap` is for gates that close it, `mug` for none. */
export type Good = 'jacket' | 'cap' | 'mug'
export type Item = { readonly good: Good; readonly quantity?: number }

/**
 * Where the platforms truly differ: what their checkouts do with an order that breaks a rule. `refused`: there is no
 * order. `held`: there is one, which the settlement finds and holds.
 */
export type Differences = {
  /** An exclusive product without a proof. See docs/limits.md#without-functions */
  readonly outsider: 'refused' | 'held'
  /** What one unlock gave, in a second cart. See docs/limits.md#copied-proofs */
  readonly copy: 'refused' | 'held'
  /** What an unlock gave, after its end or after its gate was paused. A coupon is refused, a proof only closes the product. */
  readonly stale: 'refused' | 'held'
}

export type Checkout =
  | { readonly kind: 'ordered'; readonly orderId: number; readonly discountCents: number }
  | { readonly kind: 'refused'; readonly why: string }

/** A shopper's cart. What an unlock gave is put into it as the shop's own script does. */
export type LiveCart = {
  /** As the app is told by the script; null where the platform's carts carry nothing. */
  readonly token: string | null
  readonly put: (given: Pick<ProveGatesResult, 'proof' | 'codes'>) => Promise<void>
  readonly checkout: (items: readonly Item[]) => Promise<Checkout>
}

/** The platform's messages to the app. `release` sends held ones, the latest first. */
export type LiveEvents = {
  readonly lose: (count: number) => void
  readonly double: (count: number) => void
  readonly hold: () => void
  readonly release: () => void
  /** Resolves once nothing is on its way. */
  readonly settle: () => Promise<void>
}

/** A shop of a platform's stand-in with the app installed, over a database that it may share with other shops. */
export type LiveShop = {
  readonly differences: Differences
  readonly myshopifyDomain: string
  readonly ctx: FlowContext
  readonly productOf: (good: Good) => number
  readonly openCart: () => Promise<LiveCart>
  readonly cancel: (orderId: number) => Promise<void>
  /** Refund some units of a good, or all that the order has. */
  readonly refund: (orderId: number, units: { good: Good; quantity: number } | 'all') => Promise<void>
  readonly events: LiveEvents
  /** What became of an order at the platform. */
  readonly stateOf: (orderId: number) => 'open' | 'held' | 'cancelled'
  /** Give the next order this number. */
  readonly setNextOrder?: (orderId: number) => void
}

/** Who holds which single tokens of the one contract of these tests; the same on every platform. */
export type Chain = Pick<FlowContext, 'readBalances' | 'readTokenIds'> & {
  readonly owners: Map<number, EvmAddress>
  /** The wallet to which a vault has delegated everything. */
  readonly delegates: Map<EvmAddress, EvmAddress>
}

export type OpenShopParameters = {
  readonly db: Database
  readonly clock: { now: number }
  readonly chain: Chain
}

export type RunningPlatform = {
  readonly open: (parameters: OpenShopParameters) => Promise<LiveShop>
  readonly close: () => Promise<void>
}

/** A platform under test. `start` starts what all its shops share. */
export type Platform = { readonly name: string; readonly start: () => Promise<RunningPlatform> }

export type GateChanges = Partial<Omit<GateDraft, 'subject'>> & { readonly good?: Good }
