import { platformOf } from '../../core/gate/platform.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { HoldingState } from '../../core/settlement/holding.ts'
import { formatFindings, listFindings } from '../../core/settlement/listFindings.ts'
import type { OrderHolders, OrderSummary } from '../../core/settlement/orderSummary.ts'
import type { Findings, OrderOutcome, SettlementRow } from '../../core/settlement/types.ts'
import { formatInstant, formatTimeZone } from '../formatInstant.ts'
import { describePlatform } from '../page/describePlatform.ts'
import { describeTodo } from './describeTodo.ts'
import { describeAction, formatAction } from './formatAction.ts'
import { formatCustomer, formatTotal } from './formatCustomer.ts'
import { formatHolders } from './formatHolders.ts'
import { formatReason } from './formatReason.ts'
import type { OrderLineView, OrderRowView, OrderView, ReleaseView } from './views.ts'

type Names = ReadonlyMap<number, string>
export type FormatOrderParameters = {
  readonly shop: Shop
  readonly row: SettlementRow
  readonly gates: Names
  /** The order as Shopify shows it; null if Shopify does not show it. */
  readonly summary: OrderSummary | null
  readonly holders: OrderHolders
  /** Whether the order's hold no longer exists at Shopify: it was released there, or the items were shipped. */
  readonly isHoldGone: boolean
  /** Whether the app may hold orders now; null if no order needs a hold. */
  readonly holding: HoldingState | null
}

/** Format an order for the list. */
export function formatOrderRow({
  shop,
  row,
  gates,
  holding,
}: Omit<FormatOrderParameters, 'summary' | 'holders' | 'isHoldGone'>): OrderRowView {
  const { orderId, name, orderedAt, settlement, action } = row
  return {
    id: orderId,
    name,
    orderedAt: formatInstant({ at: orderedAt, timeZone: shop.ianaTimezone }),
    outcome: settlement.outcome,
    summary: describeSettlement({ row, gates }),
    action: formatAction({ action, holding }),
  }
}

/** Format an order for its page. */
export function formatOrder(parameters: FormatOrderParameters): OrderView {
  const { shop, row, gates, summary, isHoldGone, holding } = parameters
  const lines = new Map(summary?.lines.map((line) => [line.id, line]))
  const { settlement, action, waitsUntil } = row
  const timeZone = shop.ianaTimezone
  const time = (at: number) => formatInstant({ at, timeZone })
  const isStore = platformOf(shop.myshopifyDomain) === 'bigcommerce'
  return {
    ...formatOrderRow({ shop, row, gates, holding }),
    sentences: [...new Set(settlement.reasons.map((reason) => formatReason({ reason, gates })))],
    advice: [
      describeTodo({ row, makers: parameters.holders.passes.map(({ maker }) => maker), isStore }),
      ...describeWait(waitsUntil === null ? null : `${time(waitsUntil)}, ${formatTimeZone(timeZone)}`),
    ],
    ...(isHoldGone && { action: { text: 'No longer held', tone: 'attention' } }),
    actionSentences: describeAction({ action, isHoldGone, holding, isStore }).map((one) =>
      describePlatform(one, { isStore }),
    ),
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
        imageUrl: known?.imageUrl ?? null,
        outcome: line.outcome,
        paidBy: line.reasons.flatMap((reason) => (reason.kind === 'grant-used' ? reason.by : []))[0] ?? null,
        sentences: [
          ...new Set([
            ...line.reasons.map((reason) => formatReason({ reason, gates })),
            ...describeGates({ line, gates }),
          ]),
        ],
      }
    }),
    customer: formatCustomer({ summary, myshopifyDomain: shop.myshopifyDomain }),
    total: summary && formatTotal(summary.total),
    gates: [...new Set(settlement.gates.map(({ gate }) => gate))].map((number) => ({
      number,
      name: gates.get(number) ?? `Gate ${number}`,
    })),
    holders: formatHolders({ row, holders: parameters.holders }),
    passGate: findPassGate(row),
    settledAt: time(row.updatedAt),
  }
}

function describeGates({
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

function describeSettlement({ row: { settlement }, gates }: { row: SettlementRow; gates: Names }): string {
  if (settlement.isCancelled) return 'Canceled. Its uses were released.'
  const [reason] = [...settlement.reasons, ...settlement.lines.flatMap((line) => line.reasons)]
  if (reason) return formatReason({ reason, gates })
  const names = [...new Set(settlement.gates.map(({ gate }) => gates.get(gate) ?? `gate ${gate}`))]
  return names.length === 0 ? SUMMARIES[settlement.outcome] : `Unlocked by ${names.join(', ')}.`
}

const SUMMARIES = {
  committed: 'Unlocked.',
  suspect: 'It was unlocked for a different cart.',
  duplicate: 'The same unlock was already used for another order.',
  unmatched: 'Palisade has no record of its unlock.',
  unproved: 'It was not unlocked.',
  mixed: 'Its lines have different outcomes.',
  none: 'It no longer involves a gate.',
} as const satisfies Record<OrderOutcome, string>

/** The gate that a line lacked, if the order was not unlocked. */
function findPassGate({ settlement: { lines, isCancelled } }: SettlementRow): number | null {
  if (isCancelled) return null
  return lines.find(({ outcome }) => outcome === 'unproved')?.closedGates[0] ?? null
}

function describeWait(waitsUntil: string | null): string[] {
  if (waitsUntil === null) return []
  return [`If no order comes from the cart of the unlock by ${waitsUntil}, this order counts.`]
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

function hasFindings({ wholeOutcome, lines }: Findings): boolean {
  return wholeOutcome !== 'none' || lines.length > 0
}
