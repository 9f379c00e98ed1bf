import type { PageFinding } from '../../core/block/types.ts'
import type { SelfTestHint } from '../../core/selfTest/types.ts'
import type { GuideMemory, StepState } from '../../core/setup/types.ts'

/** What home shows at once. */
export type HomeView = {
  /** Whether the shop is on BigCommerce, whose guide has other steps. */
  readonly isStore: boolean
  /** Number of gates, those that cannot be read included. */
  readonly gates: number
  /** Whether a wallet opened a gate in the last thirty days. */
  readonly hasUnlocked: boolean
  readonly memory: GuideMemory
  /** The last self-test, as a sentence; null before the first. */
  readonly selfTest: string | null
}

export type HealthName = 'checkout' | 'orders' | 'permissions' | 'chains' | 'webhooks' | 'errors' | 'other'

/** One thing that was checked. `works` and `failed` were found out; `unknown` was not; `none`: nothing to check. */
export type HealthRow = {
  readonly name: HealthName
  readonly outcome: 'works' | 'failed' | 'unknown' | 'none'
  readonly sentences: readonly string[]
  /** What to do next; null if a sentence says it, or nothing is to be done. */
  readonly hint: SelfTestHint | null
}

/** What home shows once Shopify, the storefront and the chains have answered. */
export type HealthView = {
  readonly rows: readonly HealthRow[]
  readonly page: PageFinding
  /** The guide's step about permissions. */
  readonly permissions: {
    readonly state: StepState
    readonly sentence: string
    readonly hint: Extract<SelfTestHint, 'allow' | 'allow-holding' | 'approval'> | null
  }
}
