import { Icon, Spinner } from '@shopify/polaris'
import { CheckCircleIcon } from '@shopify/polaris-icons'
import type { StepState } from '../../core/setup/types.ts'

/** Mark of a step: a tick if it is done, else its number. `state` is null while it is being checked. */
export function StepMark({ state, number }: { state: StepState | null; number: number }) {
  if (state === 'done')
    return (
      <span className="palisade-step-mark">
        <Icon source={CheckCircleIcon} tone="success" accessibilityLabel="Done" />
      </span>
    )
  if (state === null)
    return (
      <span className="palisade-step-mark">
        <Spinner size="small" accessibilityLabel="Checking" />
      </span>
    )
  return (
    <span className="palisade-step-mark" data-state="open">
      {number}
    </span>
  )
}
