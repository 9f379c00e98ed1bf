import type { PageFinding } from '../../core/block/types.ts'

/** Problems that keep a shop's gates from being enforced and what a product's page shows. */
export type ProblemsView = {
  readonly sentences: readonly string[]
  readonly page: PageFinding
  /** Whether to ask the merchant to let the app hold orders. */
  readonly asksForHolding: boolean
  /** The numbers of the gates whose orders are tagged and not held. */
  readonly notHeldGates: readonly number[]
}

export const NO_PROBLEMS: ProblemsView = {
  sentences: [],
  page: { kind: 'none' },
  asksForHolding: false,
  notHeldGates: [],
}
