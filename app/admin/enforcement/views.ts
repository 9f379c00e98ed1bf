/** What enforces a gate: the checkout, a code good for one order, or a check of the order afterwards. */
export type EnforcementLevel = 'checkout' | 'code' | 'order' | 'unknown'

/** A sales surface on which the gate is not enforced. */
export type Gap = { readonly surface: string; readonly sentence: string }

/** Enforcement of a gate on a shop, in a merchant's words. */
export type EnforcementView = {
  readonly level: EnforcementLevel
  readonly title: string
  readonly sentences: readonly string[]
  readonly gaps: readonly Gap[]
}
