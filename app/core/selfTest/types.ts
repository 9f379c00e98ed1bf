import type { ShopProblem } from '../settlement/problems.ts'

/** What the self-test looks at, in the order it is told. */
export type SelfTestName =
  | 'scopes'
  | 'functions'
  | 'discounts'
  | 'validation'
  | 'configs'
  | 'proofs'
  | 'products'
  | 'orders'
  | 'chains'

/**
 * What came of one look. `unknown`: Shopify does not tell; `skipped`: there is nothing to look at. `facts` are what was
 * found wrong, or why nothing is known, as sentences; `hint` says how to mend it. `problems` say both by themselves.
 */
export type SelfTestStep = {
  readonly name: SelfTestName
  readonly outcome: 'passed' | 'failed' | 'unknown' | 'skipped'
  readonly problems: readonly ShopProblem[]
  readonly facts: readonly string[]
  readonly hint: string | null
}
