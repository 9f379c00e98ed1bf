import type { PageFinding } from '../block/types.ts'
import type { ChainSlug } from '../chain/types.ts'
import type { FaultCount } from '../fault/types.ts'
import type { Enforcement } from '../gate/shop.ts'
import type { Gate } from '../gate/types.ts'
import type { ReceiverTrouble } from '../message/findTrouble.ts'
import type { SelfTestStep } from '../selfTest/types.ts'
import type { HoldingState } from '../settlement/holding.ts'
import type { ShopProblem } from '../settlement/problems.ts'

/** What was checked of a shop for its home page. */
export type Health = {
  /** What Shopify lets the shop enforce, as known at the end of the check. */
  readonly level: Enforcement['level']
  /** What is wrong, after what could be repaired; null if Shopify did not let the app look. */
  readonly problems: readonly ShopProblem[] | null
  /** What the page of a gated product shows. */
  readonly page: PageFinding
  /** The permissions that the app cannot do without; null if Shopify did not answer. */
  readonly scopes: SelfTestStep | null
  readonly holding: { readonly state: HoldingState; readonly isWanted: boolean }
  /** Whether orders arrive. */
  readonly orders: SelfTestStep
  /** Whether this server is configured to read the chains that gates name. */
  readonly chains: SelfTestStep
  /** The chains that gates name. */
  readonly usedChains: readonly ChainSlug[]
  /** The number of gates, those that Shopify does not have as they are, the first few of these, and the names of those in test. */
  readonly gates: {
    readonly total: number
    readonly pending: number
    readonly firstPending: readonly Gate[]
    readonly inTest: readonly string[]
  }
  /** What keeps messages from webhooks. */
  readonly troubles: readonly ReceiverTrouble[]
  /** Errors of the last day. */
  readonly faults: readonly FaultCount[]
}
