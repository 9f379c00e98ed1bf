import type { Remedy, ShopProblem } from '../settlement/problems.ts'

/** The checks of the self-test, in the order of its report. */
export type SelfTestName =
  | 'scopes'
  | 'functions'
  | 'discounts'
  | 'validation'
  | 'configs'
  | 'proofs'
  | 'products'
  | 'customer-data'
  | 'orders'
  | 'holding'
  | 'block'
  | 'chains'
  | 'addresses'

/**
 * A remedy for a failed step: that of a problem, or `allow` the scopes that the app requests, `rotate` the key, wait
 * for an `order`, configure a chain's `endpoint`, `build` the Functions again, or configure `proxies`. On home alone: look at `webhooks`.
 */
export type SelfTestHint =
  | Remedy
  | 'allow'
  | 'rotate'
  | 'order'
  | 'endpoint'
  | 'build'
  | 'proxies'
  | 'webhooks'

/**
 * The result of one check. `unknown`: Shopify does not say; `skipped`: there is nothing to check. `problems` and
 * `facts` (sentences) are what is wrong, or why nothing is known. `hint` is the remedy.
 */
export type SelfTestStep = {
  readonly name: SelfTestName
  readonly outcome: 'passed' | 'failed' | 'unknown' | 'skipped'
  readonly problems: readonly ShopProblem[]
  readonly facts: readonly string[]
  readonly hint: SelfTestHint | null
}
