import { isExclusiveAt, standingOf } from '../gate/standing.ts'
import type { Gate } from '../gate/types.ts'

/**
 * List the gates that, once an order is made, only a hold can enforce: exclusive ones, and those with a limit. The
 * limits of a gate that has ended are over. `now` in unix seconds.
 */
export function listHoldingGates({ gates, now }: { gates: readonly Gate[]; now: number }): Gate[] {
  return gates.filter((gate) => {
    if (isExclusiveAt({ gate, now })) return true
    const isLimited = Object.values(gate.limits).some((limit) => limit !== null)
    return isLimited && standingOf({ gate, now }) !== 'ended'
  })
}
