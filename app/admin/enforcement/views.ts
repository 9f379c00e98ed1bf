/** Who keeps a gate's promise: the checkout itself, a code good for one order, or a look at the order afterwards. */
export type EnforcementLevel = 'checkout' | 'code' | 'order' | 'unknown'

/** A place where things are sold and the gate is not asked. */
export type Gap = { readonly surface: string; readonly sentence: string }

/** How far a gate really holds on a shop, in a merchant's words. */
export type EnforcementView = {
  readonly level: EnforcementLevel
  readonly title: string
  readonly sentences: readonly string[]
  readonly gaps: readonly Gap[]
}
