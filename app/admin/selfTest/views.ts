import type { SelfTestStep } from '../../core/selfTest/types.ts'

/** A self-test for the page, with the time of its run. */
export type SelfTestView = { readonly steps: readonly SelfTestStep[]; readonly ranAt: string }
