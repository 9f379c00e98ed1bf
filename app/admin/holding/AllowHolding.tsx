import { AllowButton } from '../page/AllowButton.tsx'
import type { HoldingModel } from './useHolding.ts'

/** Button that lets the app hold orders. */
export function AllowHolding({ holding }: { holding: HoldingModel }) {
  return <AllowButton permission={holding} label="Allow holding" />
}
