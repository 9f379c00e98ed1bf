/** Problems that keep a shop's gates from being enforced, for its home page. */
export type ProblemsView = {
  readonly sentences: readonly string[]
  /** Whether to ask the merchant to let the app hold orders. */
  readonly asksForHolding: boolean
  /** The numbers of the gates whose orders are tagged and not held. */
  readonly notHeldGates: readonly number[]
}

export const NO_PROBLEMS: ProblemsView = { sentences: [], asksForHolding: false, notHeldGates: [] }
