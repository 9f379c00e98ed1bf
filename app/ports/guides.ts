import type { ShopId } from '../core/gate/types.ts'
import type { GuideMemory, SetupStep } from '../core/setup/types.ts'

/** What each shop's staff did with the set-up guide. Instants are unix seconds. */
export type GuidesPort = {
  load: (parameters: { shopId: ShopId }) => Promise<GuideMemory>
  /** Hide the guide until one of these steps breaks. */
  close: (parameters: { shopId: ShopId; at: number; doneSteps: readonly SetupStep[] }) => Promise<void>
  /** Record a self-test. */
  saveSelfTest: (parameters: { shopId: ShopId; ranAt: number; failed: number }) => Promise<void>
}
