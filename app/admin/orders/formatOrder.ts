import type { Shop } from '../../core/gate/shop.ts'
import type { HoldingState } from '../../core/settlement/holding.ts'
import { formatFindings, listFindings } from '../../core/settlement/listFindings.ts'
import type { Findings, LineOutcome, OrderOutcome, SettlementRow } from '../../core/settlement/types.ts'
import { formatInstant, formatTimeZone } from '../formatInstant.ts'
import { formatAction, sayAction } from './formatAction.ts'
import { formatReason } from './formatReason.ts'
import type { OrderLineView, OrderRowView, OrderView, ReleaseView } from './views.ts'

type Names = ReadonlyMap<number, string>
export type FormatOrderParameters = {
  readonly shop: Shop
  readonly row: SettlementRow
  readonly gates: Names
  /** Ordered items by line id, as far as known. */
  readonly lines: ReadonlyMap<number, { readonly title: string; readonly quantity: number }>
  /** Whether the order's hold no longer exists at Shopify: it was released there, or the items were shipped. */
  readonly isHoldGone: boolean
  /** Whether the app may hold orders now; null for an order that needs no hold. */
  readonly holding: HoldingState | null
}

/** Format an order for the list. */
export function formatOrderRow({
  shop,
  row,
  gates,
}: Omit<FormatOrderParameters, 'lines' | 'isHoldGone' | 'holding'>): OrderRowView {
  const { orderId, name, orderedAt, settlement, action } = row
  return {
    id: orderId,
    name,
    orderedAt: formatInstant({ at: orderedAt, timeZone: shop.ianaTimezone }),
    outcome: settlement.outcome,
    summary: summarize({ row, gates }),
    action: formatAction(action),
  }
}

/** Format an order for its page. */
export function formatOrder(parameters: FormatOrderParameters): OrderView {
  const { shop, row, gates, lines, isHoldGone, holding } = parameters
  const { settlement, action, waitsUntil } = row
  const timeZone = shop.ianaTimezone
  const time = (at: number) => formatInstant({ at, timeZone })
  return {
    ...formatOrderRow({ shop, row, gates }),
    sentences: [...new Set(settlement.reasons.map((reason) => formatReason({ reason, gates })))],
    advice: advise({
      outcome: isAccepted(row) ? 'committed' : settlement.outcome,
      waitsUntil: waitsUntil === null ? null : `${time(waitsUntil)}, ${formatTimeZone(timeZone)}`,
    }),
    ...(isHoldGone && { action: { text: 'Hold gone', tone: 'attention' } }),
    actionSentences: sayAction({ action, isHoldGone, holding }),
    asksForHolding:
      holding === 'not-allowed' &&
      action.state !== 'lifted' &&
      (action.state === 'pending' || action.holds.length > 0),
    release: formatRelease({ row, isHoldGone }),
    lines: settlement.lines.map((line): OrderLineView => {
      const known = lines.get(line.lineId)
      return {
        id: line.lineId,
        title: known?.title ?? `Line ${line.lineId}`,
        quantity: known?.quantity ?? null,
        outcome: line.outcome,
        paidBy: line.reasons.flatMap((reason) => (reason.kind === 'grant-used' ? reason.by : []))[0] ?? null,
        sentences: [
          ...new Set([
            ...line.reasons.map((reason) => formatReason({ reason, gates })),
            ...sayGates({ line, gates }),
          ]),
        ],
      }
    }),
    gates: settlement.gates.map(({ gate, revision, grant }) => ({
      number: gate,
      name: gates.get(gate) ?? `Gate ${gate}`,
      revision,
      grant,
    })),
    holders: settlement.holders,
    settledAt: time(row.updatedAt),
  }
}

function sayGates({
  line,
  gates,
}: {
  line: SettlementRow['settlement']['lines'][number]
  gates: Names
}): string[] {
  // If no gate opened the line, name the gates that kept it closed.
  const numbers = line.gates.length > 0 ? line.gates : line.outcome === 'none' ? [] : line.closedGates
  if (numbers.length === 0) return []
  const names = numbers.map((gate) => gates.get(gate) ?? `gate ${gate}`).join(', ')
  return [line.outcome === 'committed' ? `Unlocked by ${names}.` : `Gate: ${names}.`]
}

function summarize({ row: { settlement }, gates }: { row: SettlementRow; gates: Names }): string {
  if (settlement.isCancelled) return 'Canceled: its uses were given back.'
  const [reason] = [...settlement.reasons, ...settlement.lines.flatMap((line) => line.reasons)]
  if (reason) return formatReason({ reason, gates })
  const names = [...new Set(settlement.gates.map(({ gate }) => gates.get(gate) ?? `gate ${gate}`))]
  return names.length === 0 ? SUMMARIES[settlement.outcome] : `Unlocked by ${names.join(', ')}.`
}

const SUMMARIES = {
  committed: 'Unlocked.',
  suspect: 'It was unlocked for another cart.',
  duplicate: 'The same unlock already paid for another order.',
  unmatched: 'Nothing is known of its unlock.',
  unproved: 'It was not unlocked.',
  mixed: 'Its lines came out differently.',
  none: 'No gate has anything to do with it any more.',
} as const satisfies Record<OrderOutcome, string>

const ADVICE = {
  committed: 'Nothing is left to do.',
  suspect:
    'Most of these are honest, such as a cart that was merged at log-in. Ship it unless the customer did this before.',
  duplicate: 'Ask the customer to pay the difference or unlock anew, or cancel the order.',
  unmatched:
    'Look for other orders like this one. If you did not set your database back, change your keys under Settings.',
  unproved: 'Cancel the order in Shopify, or let it go if you know the customer.',
  none: 'Nothing is left to do.',
} as const satisfies Record<LineOutcome, string>

function advise({ outcome, waitsUntil }: { outcome: OrderOutcome; waitsUntil: string | null }): string[] {
  return [
    outcome === 'mixed' ? 'Look at the lines below: each says why it came out as it did.' : ADVICE[outcome],
    ...(waitsUntil === null
      ? []
      : [`If the order that belongs to the unlock does not come by ${waitsUntil}, this one counts.`]),
  ]
}

/**
 * How staff can release or accept an order. Null without open findings and holds, for a canceled order, and for the
 * action `cancel`.
 */
function formatRelease({
  row,
  isHoldGone,
}: Pick<FormatOrderParameters, 'row' | 'isHoldGone'>): ReleaseView | null {
  const { settlement, action } = row
  const { accepted, holds, kind } = action
  if (settlement.isCancelled || kind === 'cancel') return null
  const open = listFindings({ settlement, accepted })
  if (!hasFindings(open) && holds.length === 0) return null
  const isHeld = !isHoldGone && holds.length > 0
  return { kind: isHeld ? 'hold' : 'accept', seen: formatFindings(open) }
}

function isAccepted({ settlement, action: { accepted } }: SettlementRow): boolean {
  return accepted !== undefined && !hasFindings(listFindings({ settlement, accepted }))
}

function hasFindings({ wholeOutcome, lines }: Findings): boolean {
  return wholeOutcome !== 'none' || lines.length > 0
}
