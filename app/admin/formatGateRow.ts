import { formatReactionValue } from '../core/gate/reaction.ts'
import type { Shop } from '../core/gate/shop.ts'
import type { Gate } from '../core/gate/types.ts'
import { formatGateStatus } from './formatGateStatus.ts'
import { formatInstant } from './formatInstant.ts'
import { formatReaction } from './formatReaction.ts'
import { formatRequirement } from './formatRequirement.ts'
import type { GateRowView } from './views.ts'

const CONDITIONS_IN_A_ROW = 2

/** A gate as the list shows it. */
export function formatGateRow({ gate, shop }: { gate: Gate; shop: Shop }): GateRowView {
  const value = formatReactionValue(gate.reaction)
  return {
    number: gate.number,
    name: gate.name,
    status: formatGateStatus(gate),
    requirement: formatRequirement({ requirement: gate.requirement, most: CONDITIONS_IN_A_ROW }),
    reaction: formatReaction({ kind: gate.reaction.kind, value, currencyCode: shop.currencyCode }) ?? value,
    productIds: gate.subject.ids,
    changedAt: formatInstant({ at: gate.updatedAt, timeZone: shop.ianaTimezone }),
  }
}
