import { type LinesInput, toDeliveryInput, toValidationInput } from '../proof-check/toTargetInput.ts'
import type { TargetName } from './targets.ts'

/** Shape the lines target's input for a target, with the fields that make that target examine every line. */
export function shapeHeavyInput({ input, target }: { input: LinesInput; target: TargetName }): unknown {
  if (target === 'lines') return input
  if (target === 'delivery') return toDeliveryInput({ input, groups: ['gid://shopify/CartDeliveryGroup/0'] })
  // The same title on each line, so that no refusal fills the list and every line is examined.
  return toValidationInput({ input, step: null, language: 'JA', isInExclusiveCollection: () => false })
}
