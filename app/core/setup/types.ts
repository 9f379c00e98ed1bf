/** The steps of the set-up guide, of both platforms. A store of BigCommerce has a trial in place of the self-test. */
export const SETUP_STEPS = ['block', 'gate', 'permissions', 'self-test', 'trial'] as const
export type SetupStep = (typeof SETUP_STEPS)[number]

/** `unknown`: it could not be checked. Such a step is neither done nor broken. */
export type StepState = 'done' | 'open' | 'unknown'

/** What a shop's staff did with the guide. Instants are unix seconds. */
export type GuideMemory = {
  /** Null while the guide shows. */
  readonly dismissedAt: number | null
  /** The steps that were done when it was dismissed. */
  readonly doneSteps: readonly SetupStep[]
  /** The last self-test, and how many of its checks failed; null before the first. */
  readonly selfTest: { readonly ranAt: number; readonly failed: number } | null
}
