import type { Combination, GateState, Guard, Schedule } from '../core/gate/types.ts'

// Words for the values of a gate's fields, where two versions are compared.

const STATE_WORDS = { active: 'Active', paused: 'Paused' } as const satisfies Record<GateState, string>

/** Format the status that a merchant chose. A pause also stops a test. */
export function formatState({
  state,
  test,
}: {
  readonly state: GateState
  readonly test: { readonly isOn: boolean }
}): string {
  return state === 'active' && test.isOn ? 'Test' : STATE_WORDS[state]
}

export const GUARD_WORDS = {
  open: 'Anyone who has it in their cart',
  account: 'Only the customer who unlocked it',
  cart: 'Only the cart it was unlocked in',
} as const satisfies Record<Guard, string>

/** The name of a discount that has none of its own. */
export const GATE_NAME = 'The name of the gate'

export const AFTER_END_WORDS = {
  public: 'Products open to everyone',
  closed: 'Products stay closed',
} as const satisfies Record<Schedule['afterEnd'], string>

export const PURCHASE_WORDS = {
  both: 'One-time purchases and subscriptions',
  oneTime: 'One-time purchases',
  subscription: 'Subscriptions',
} as const satisfies Record<Combination['purchases'], string>

/** Format with which other discounts a gate's discount combines. */
export function formatCombination(combination: Combination): string {
  const names = [
    ...(combination.productDiscounts ? ['product discounts'] : []),
    ...(combination.orderDiscounts ? ['order discounts'] : []),
    ...(combination.shippingDiscounts ? ['shipping discounts'] : []),
  ]
  return names.length === 0 ? 'No other discounts' : new Intl.ListFormat('en').format(names)
}

/** The other discounts that a gate's discount may be combined with. */
export const OTHER_DISCOUNTS = [
  { name: 'productDiscounts', label: 'Product discounts' },
  { name: 'orderDiscounts', label: 'Order discounts' },
  { name: 'shippingDiscounts', label: 'Shipping discounts' },
] as const satisfies readonly { name: keyof Combination; label: string }[]
