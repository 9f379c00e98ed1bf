import type { InputError } from '../../core/errors/base.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { LoggedUnlock } from '../../core/numbers/types.ts'
import { formatInstant } from '../formatInstant.ts'
import { describeEvent } from './describeEvent.ts'
import { formatScope, type Scope } from './formatNumbers.ts'
import { OUTCOME_WORDS } from './outcomes.ts'
import { formatEventMark } from './parseAnalyticsQuery.ts'
import type { EventView, LogView } from './views.ts'

/** Format a page of the log. */
export function formatLog(
  found: Scope & {
    readonly events: readonly LoggedUnlock[]
    readonly names: ReadonlyMap<number, string>
    readonly next: { readonly at: number; readonly id: string } | null
    readonly isCut: boolean
    readonly isWithin: boolean
    readonly refusedSearch: InputError | null
  },
): LogView {
  return {
    ...formatScope(found),
    events: formatEvents(found),
    next: found.next && formatEventMark(found.next),
    searchError: found.refusedSearch?.message ?? null,
    isCut: found.isCut,
    isWithin: found.isWithin,
  }
}

function formatEvents({
  shop: { ianaTimezone: timeZone },
  events,
  names,
}: {
  shop: Shop
  events: readonly LoggedUnlock[]
  names: ReadonlyMap<number, string>
}): EventView[] {
  return events.map((event) => ({
    id: event.id,
    at: formatInstant({ at: event.at, timeZone, hasSeconds: true }),
    gate: { number: event.gate, name: names.get(event.gate) ?? `Gate ${event.gate}` },
    outcome: event.outcome,
    label: OUTCOME_WORDS[event.outcome].label,
    tone: OUTCOME_WORDS[event.outcome].tone,
    sentences: [...new Set(describeEvent({ event, timeZone }))],
    wallets: event.wallets,
  }))
}
