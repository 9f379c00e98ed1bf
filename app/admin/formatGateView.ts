import { formatGateForm } from '../core/gate/formatGateForm.ts'
import type { Shop } from '../core/gate/shop.ts'
import type { Gate } from '../core/gate/types.ts'
import { entryOf } from '../core/requirement/kinds/table.ts'
import { listConditions } from '../core/requirement/listConditions.ts'
import type { Condition } from '../core/requirement/types.ts'
import { formatGateStatus } from './formatGateStatus.ts'
import { formatZonedInstant } from './formatZonedInstant.ts'
import type { GateView, KnownContract } from './views.ts'

/** Format a gate for its page: as a form, with the stored descriptions of its contracts. */
export function formatGateView({ gate, shop, now }: { gate: Gate; shop: Shop; now: number }): GateView {
  const timeZone = shop.ianaTimezone
  return {
    number: gate.number,
    openedAt: gate.updatedAt,
    form: formatGateForm({ gate, timeZone }),
    contracts: listConditions(gate.requirement.root).flatMap(formatContract),
    status: formatGateStatus({ gate, now, timeZone }),
    changedAt: formatZonedInstant({ at: gate.updatedAt, timeZone }),
  }
}

function formatContract(condition: Condition): KnownContract[] {
  const { contractOf } = entryOf(condition)
  if (!contractOf || !('contract' in condition)) return []
  const { chain, contract } = condition
  return [{ chain, contract, description: contractOf(condition) }]
}
