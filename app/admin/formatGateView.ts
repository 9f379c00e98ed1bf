import type { GateForm } from '../core/gate/form.ts'
import { formatLocalTime } from '../core/gate/localTime.ts'
import type { Shop } from '../core/gate/shop.ts'
import type { Gate } from '../core/gate/types.ts'
import { entryOf } from '../core/requirement/kinds/table.ts'
import { listConditions } from '../core/requirement/listConditions.ts'
import type { Condition } from '../core/requirement/types.ts'
import { formatGateStatus } from './formatGateStatus.ts'
import { formatReactionForm } from './formatReactionForm.ts'
import { formatRequirementForm } from './formatRequirementForm.ts'
import { formatSubjectForm } from './formatSubject.ts'
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

/** Format a gate as a merchant would have filled in its form. */
function formatGateForm({ gate, timeZone }: { gate: Gate; timeZone: string }): GateForm {
  const { name, state, subject, requirement, reaction, cap, limits, schedule, guard, combination, recheck } =
    gate
  const time = (at: number | null) => (at === null ? '' : formatLocalTime({ at, ianaTimezone: timeZone }))
  return {
    name,
    state,
    subject: formatSubjectForm(subject),
    ...formatRequirementForm(requirement),
    reaction: formatReactionForm(reaction),
    cap: cap === 0 ? '' : String(cap),
    limits: {
      perWallet: formatLimit(limits.perWallet),
      perToken: formatLimit(limits.perToken),
      total: formatLimit(limits.total),
    },
    schedule: {
      startsAt: time(schedule.startsAt),
      endsAt: time(schedule.endsAt),
      afterEnd: schedule.afterEnd,
    },
    guard,
    combination,
    recheck,
  }
}

const formatLimit = (limit: number | null) => (limit === null ? '' : String(limit))

function formatContract(condition: Condition): KnownContract[] {
  const { contractOf } = entryOf(condition)
  if (!contractOf || !('contract' in condition)) return []
  const { chain, contract } = condition
  return [{ chain, contract, description: contractOf(condition) }]
}
