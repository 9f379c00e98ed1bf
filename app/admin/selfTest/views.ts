import type { SelfTestStep } from '../../core/selfTest/types.ts'

/** A self-test as the page shows it, with when it was run. */
export type SelfTestView = { readonly steps: readonly SelfTestStep[]; readonly ranAt: string }
