import type { Shop } from '../core/gate/shop.ts'
import type { Gate } from '../core/gate/types.ts'
import { formatGateStatus } from './formatGateStatus.ts'
import { formatInstant } from './formatInstant.ts'
import { formatReaction } from './formatReaction.ts'
import { formatReactionForm } from './formatReactionForm.ts'
import { formatRequirement } from './formatRequirement.ts'
import { formatRowSubject } from './formatSubject.ts'
import type { GateRowView } from './views.ts'

const CONDITIONS_IN_A_ROW = 2

/** Format a gate for the list. */
export function formatGateRow({
  gate,
  shop,
  now,
  isUpdating,
}: {
  gate: Gate
  shop: Shop
  now: number
  /** Whether a job is about to publish the gate. */
  isUpdating: boolean
}): GateRowView {
  const timeZone = shop.ianaTimezone
  const reaction = formatReactionForm(gate.reaction)
  return {
    number: gate.number,
    name: gate.name,
    status: formatGateStatus({ gate, now, timeZone, isUpdating }),
    requirement: formatRequirement({ requirement: gate.requirement, most: CONDITIONS_IN_A_ROW }),
    reaction: formatReaction({ reaction, currencyCode: shop.currencyCode }) ?? '',
    subject: formatRowSubject(gate.subject),
    changedAt: formatInstant({ at: gate.updatedAt, timeZone }),
  }
}
