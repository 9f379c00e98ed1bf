import type { GateChoice } from '../../core/gate/types.ts'

/** An option of a filter. */
export type FilterOption = { readonly value: string; readonly label: string }

/** Format gates as options of a filter. */
export function formatGateChoices(choices: readonly GateChoice[]): FilterOption[] {
  return choices.map(({ number, name, isDeleted }) => ({
    value: String(number),
    label: isDeleted ? `${name} (deleted)` : name,
  }))
}
