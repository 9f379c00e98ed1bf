import type { GateForm } from './form.ts'
import { formatReactionForm } from './formatReactionForm.ts'
import { formatRequirementForm } from './formatRequirementForm.ts'
import { formatSubjectForm } from './formatSubjectForm.ts'
import { formatLocalTime } from './localTime.ts'
import type { GateDraft } from './types.ts'

/** Format a gate as a merchant would have filled in its form. */
export function formatGateForm({ gate, timeZone }: { gate: GateDraft; timeZone: string }): GateForm {
  const { name, state, subject, requirement, reaction, cap, limits, schedule, guard, combination, recheck } =
    gate
  const time = (at: number | null) => (at === null ? '' : formatLocalTime({ at, ianaTimezone: timeZone }))
  return {
    name,
    discountName: gate.discountName ?? '',
    state,
    test: { isOn: gate.test.isOn, wallets: gate.test.wallets.join('\n') },
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
    freshSignature: gate.freshSignature,
    showsUses: gate.showsUses,
  }
}

const formatLimit = (limit: number | null) => (limit === null ? '' : String(limit))
