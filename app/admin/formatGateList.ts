import { formatReactionForm } from '../core/gate/formatReactionForm.ts'
import type { Enforcement, Shop } from '../core/gate/shop.ts'
import type { Gate, UnreadableGate } from '../core/gate/types.ts'
import type { Progress } from '../core/publication/findProgress.ts'
import { formatGateStatus } from './formatGateStatus.ts'
import { formatInstant, formatTimeZone } from './formatInstant.ts'
import { formatProgress } from './formatProgress.ts'
import { formatReaction } from './formatReaction.ts'
import { formatRequirement } from './formatRequirement.ts'
import { formatRowSubject } from './formatSubject.ts'
import type { GateRowView, ProgressView, UnreadableGateView } from './views.ts'

type GateListView = {
  readonly gates: GateRowView[]
  /** Gates whose row this version cannot read. */
  readonly unreadable: UnreadableGateView[]
  readonly timeZone: string
  /** Whether the shop's checkout can refuse orders. */
  readonly level: Enforcement['level']
  /** Products whose pictures the list shows. */
  readonly firstProductIds: number[]
  readonly progress: ProgressView | null
  /** Number of gates on all pages. */
  readonly total: number
  /** Mark at which the next page begins; null on the last page. */
  readonly next: string | null
}

/** Format the list of gates. */
export function formatGateList({
  shop,
  gates,
  unreadable,
  progress,
  total,
  next,
  now,
}: {
  shop: Shop
  gates: readonly Gate[]
  unreadable: readonly UnreadableGate[]
  progress: Progress | null
  total: number
  next: number | null
  now: number
}): GateListView {
  const updating = new Set(progress?.gates.map(({ number }) => number))
  const rows = gates.map((gate) => formatGateRow({ gate, shop, now, isUpdating: updating.has(gate.number) }))
  return {
    gates: rows,
    unreadable: unreadable.map(({ number, name }) => ({ number, name })),
    timeZone: formatTimeZone(shop.ianaTimezone),
    level: shop.enforcement.level,
    firstProductIds: rows.flatMap(({ subject }) => subject.productId ?? []),
    progress: formatProgress({ progress, shop, now }),
    total,
    next: next === null ? null : String(next),
  }
}

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
    isExclusive: gate.reaction.exclusive,
    subject: formatRowSubject(gate.subject),
    changedAt: formatInstant({ at: gate.updatedAt, timeZone }),
  }
}
