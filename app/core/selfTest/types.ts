import type { Remedy, ShopProblem } from '../settlement/problems.ts'

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
  | 'holding'
  | 'chains'
  | 'addresses'

/**
 * What can be done about a fault beside the remedies of a problem: allow what the app asks for, change the key, wait for
 * an order, give the server a chain's endpoint, build its Functions again, tell it of proxies.
 */
export type SelfTestHint = Remedy | 'allow' | 'rotate' | 'order' | 'endpoint' | 'build' | 'proxies'

/**
 * What came of one look. `unknown`: Shopify does not tell; `skipped`: there is nothing to look at. `facts` are what was
 * found wrong, or why nothing is known, as sentences, as `problems` are; `hint` says how to mend it.
 */
export type SelfTestStep = {
  readonly name: SelfTestName
  readonly outcome: 'passed' | 'failed' | 'unknown' | 'skipped'
  readonly problems: readonly ShopProblem[]
  readonly facts: readonly string[]
  readonly hint: SelfTestHint | null
}
