import type { GateForm } from '../../core/gate/form.ts'
import { parseLocalTime } from '../../core/gate/localTime.ts'
import { formatStanding, type Standing } from '../formatStanding.ts'

/**
 * Format the standing that a gate would have if the draft were saved. An invalid time counts as none.
 *
 * `now` in unix seconds.
 */
export function draftStanding({
  draft: { state, schedule },
  shop: { ianaTimezone, now },
}: {
  draft: Pick<GateForm, 'state' | 'schedule'>
  shop: { readonly ianaTimezone: string; readonly now: number }
}): Standing {
  const at = (text: string) => (text === '' ? null : parseLocalTime({ text, ianaTimezone }))
  const { startsAt, endsAt, afterEnd } = schedule
  return formatStanding({
    gate: { state, schedule: { startsAt: at(startsAt), endsAt: at(endsAt), afterEnd }, deletedAt: null },
    now,
    timeZone: ianaTimezone,
  })
}
