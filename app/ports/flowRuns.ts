import type { ShopId } from '../core/gate/types.ts'

type RunIds = {
  readonly shopId: ShopId
  /** SHA-256 of Shopify Flow's id of the run. */
  readonly run: string
}

/** Runs of this app's actions in workflows of Shopify Flow, which may ask for one again. Instants are unix seconds. */
export type FlowRunsPort = {
  /**
   * Claim a run. Of any number of requests for it one gets it, until `claimedTo`; `done` has what was answered.
   */
  claim: (
    parameters: RunIds & { at: number; claimedTo: number; expiresAt: number },
  ) => Promise<{ kind: 'claimed' | 'busy' } | { kind: 'done'; answer: unknown }>
  /** Record the answer of a claimed run. */
  finish: (parameters: RunIds & { answer: object }) => Promise<void>
  /** Forget a claimed run that failed, so that it may be asked for again. */
  release: (parameters: RunIds) => Promise<void>
  /** Delete runs that have expired. Any number of processes may call it. */
  sweep: (parameters: { at: number }) => Promise<void>
}
