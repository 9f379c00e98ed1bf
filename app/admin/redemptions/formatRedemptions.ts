import type { ActorNames } from '../../core/actor/types.ts'
import { isCounterCharge } from '../../core/counter/counterCharge.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Gate, GateChoice } from '../../core/gate/types.ts'
import { listCorrectionWays } from '../../core/redemption/correctionWays.ts'
import type { AuditEntry, GateCounts, ReservationRow } from '../../core/redemption/types.ts'
import { isNumbered } from '../../core/requirement/kinds/table.ts'
import { isStaffPass } from '../../core/staffPass/passVisit.ts'
import { formatInstant, formatTimeZone } from '../formatInstant.ts'
import { formatTokenName } from '../formatTokenName.ts'
import { formatCount } from '../list/formatCount.ts'
import { readCondition } from '../needs.ts'
import { formatGateChoices } from '../page/formatGateChoices.ts'
import { formatAudit } from './formatAudit.ts'
import { formatUnit, readTokenNames, type TokenNames } from './formatUnits.ts'
import type { CorrectionWay, RedemptionsView, RedemptionView, UsedGateView } from './views.ts'

export type FormatRedemptionsParameters = {
  readonly shop: Shop
  /** Counted gates, and gates that the rows and the audit log name. */
  readonly gates: readonly Gate[]
  readonly choices: readonly GateChoice[]
  readonly counts: readonly GateCounts[]
  readonly rows: readonly ReservationRow[]
  readonly audit: readonly AuditEntry[]
  /** Names behind the entries of the log. */
  readonly actors: ActorNames
  /** The next page begins after this id; null on the last page. */
  readonly next: bigint | null
  readonly now: number
}

/** Format the uses of gates with limits for staff. */
export function formatRedemptions(parameters: FormatRedemptionsParameters): RedemptionsView {
  const { shop, gates, choices, counts, rows, audit, actors, next, now } = parameters
  const timeZone = shop.ianaTimezone
  const names = new Map<number, string>(gates.map(({ number, name }) => [number, name]))
  const tokens = readTokenNames(gates)
  return {
    redemptions: rows.map((row) => formatRedemption({ row, names, tokens, timeZone, now })),
    gates: counts.flatMap((count) => {
      const gate = gates.find(({ number }) => number === count.gate)
      return gate ? [formatUsedGate({ gate, counts: count })] : []
    }),
    choices: formatGateChoices(choices),
    isPartial: choices.length > counts.length,
    audit: formatAudit({ entries: audit, gates: names, tokens, actors, timeZone }),
    next: next === null ? null : String(next),
    timeZone: formatTimeZone(timeZone),
  }
}

function formatRedemption({
  row,
  names,
  tokens,
  timeZone,
  now,
}: {
  row: ReservationRow
  names: ReadonlyMap<number, string>
  tokens: TokenNames
  timeZone: string
  now: number
}): RedemptionView {
  const { id, gate, state, units, endsAt, orderId, updatedAt } = row
  const isEnded = endsAt <= now
  const isTaken = state === 'open' || state === 'committed'
  return {
    id: String(id),
    gate: { number: gate, name: names.get(gate) ?? `Gate ${gate}` },
    state,
    units: [
      ...(isStaffPass(row.visitId) ? ['One-time pass'] : []),
      ...(isCounterCharge(row.visitId) ? ['At the counter'] : []),
      ...units.map((unit) => formatUnit(unit, tokens)),
    ],
    changedAt: formatInstant({ at: updatedAt, timeZone }),
    endsAt: state === 'open' ? formatInstant({ at: endsAt, timeZone }) : null,
    orderId: orderId === null ? null : String(orderId),
    release: !isTaken ? 'none' : isEnded ? 'free' : 'lapse',
  }
}

function formatUsedGate({ gate, counts }: { gate: Gate; counts: GateCounts }): UsedGateView {
  const { reserved, committed, total } = counts
  const used =
    total === null
      ? formatCount(committed, 'use')
      : `${committed.toLocaleString('en')} of ${total.toLocaleString('en')} used`
  return {
    number: gate.number,
    name: gate.name,
    counts: `${used}, ${reserved.toLocaleString('en')} reserved`,
    ways: listWays(gate),
  }
}

function listWays(gate: Gate): CorrectionWay[] {
  return listCorrectionWays(gate).map(({ value, condition }) => {
    if (!condition) return { value, label: 'A wallet', hasIds: false }
    const hasIds = isNumbered(condition)
    const name = formatTokenName(readCondition(condition))
    return { value, label: hasIds ? `An NFT of ${name}` : 'An NFT on Solana', hasIds }
  })
}
