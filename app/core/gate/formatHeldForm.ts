import type { Requirement } from '../requirement/types.ts'
import type { GateForm } from './form.ts'

const DAY_HOURS = 24

/** Format a holding time as the form's amount and unit. Whole days are days. */
export function formatHeldForm({
  heldForBlocks,
  heldForHours,
}: Pick<Requirement, 'heldForBlocks' | 'heldForHours'>): GateForm['heldFor'] {
  if (heldForBlocks > 0) return { amount: String(heldForBlocks), unit: 'blocks' }
  if (heldForHours === 0) return { amount: '', unit: 'days' }
  return heldForHours % DAY_HOURS === 0
    ? { amount: String(heldForHours / DAY_HOURS), unit: 'days' }
    : { amount: String(heldForHours), unit: 'hours' }
}
