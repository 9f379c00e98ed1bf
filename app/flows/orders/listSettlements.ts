import { findDayStart } from '../../core/gate/localTime.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { GateChoice } from '../../core/gate/types.ts'
import type { HoldingState } from '../../core/settlement/holding.ts'
import type { OrderOutcome, SettlementRow, UnreadableSettlement } from '../../core/settlement/types.ts'
import type { Needs } from '../context.ts'
import { listGateChoices } from './listGateChoices.ts'
import { readHolding } from './readHolding.ts'

export type ListSettlementsParameters = {
  readonly myshopifyDomain: string
  /** Filter by outcome; undefined for all. */
  readonly outcome?: OrderOutcome | undefined
  /** Part of the order's name. */
  readonly name?: string | undefined
  readonly gate?: number | undefined
  /** First and last day, in the shop's time zone: `YYYY-MM-DD`. */
  readonly fromOn?: string | undefined
  readonly untilOn?: string | undefined
  /** The last order of the previous page. */
  readonly before?: OrderMark | undefined
  /** Orders of a page; 50 if it is absent. */
  readonly limit?: number
}
export type OrderMark = { readonly orderedAt: number; readonly orderId: number }
export type ListSettlementsResult = {
  readonly shop: Shop
  readonly rows: readonly SettlementRow[]
  /** Orders of the page that this version cannot read. */
  readonly unreadable: readonly UnreadableSettlement[]
  /** Names of the gates that the rows mention, deleted ones too. */
  readonly gates: ReadonlyMap<number, string>
  /** Gates to filter by, newest first. */
  readonly choices: readonly GateChoice[]
  /** Cursor for the next page; null on the last page. */
  readonly next: OrderMark | null
  /** Whether the app may hold orders now; null if no order of the page needs a hold. */
  readonly holding: HoldingState | null
}

const PAGE_LENGTH = 50

/**
 * List a page of settled orders, newest first. Costs one request to Shopify if one of them needs a hold.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function listSettlements(
  ctx: Needs<'shops' | 'gates' | 'settlements' | 'shopify'>,
  {
    myshopifyDomain,
    outcome,
    name,
    gate,
    fromOn,
    untilOn,
    before,
    limit = PAGE_LENGTH,
  }: ListSettlementsParameters,
): Promise<ListSettlementsResult> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const ianaTimezone = shop.ianaTimezone
  const from = fromOn === undefined ? null : findDayStart({ dayOn: fromOn, ianaTimezone })
  const until = untilOn === undefined ? null : findDayStart({ dayOn: untilOn, ianaTimezone, daysLater: 1 })
  const { rows, unreadable, next } = await ctx.settlements.list({
    shopId: shop.id,
    ...(outcome === undefined ? {} : { outcome }),
    ...(name === undefined ? {} : { name }),
    ...(gate === undefined ? {} : { gate }),
    ...(from === null ? {} : { from }),
    ...(until === null ? {} : { until }),
    ...(before === undefined ? {} : { before }),
    limit,
  })
  const gates = await listGateNames(ctx, { shop, numbers: rows.flatMap(listGateNumbers) })
  return {
    shop,
    rows,
    unreadable,
    gates,
    choices: await listGateChoices(ctx, { shop, chosen: gate }),
    next,
    holding: rows.some(({ action }) => action.kind === 'hold') ? await readHolding(ctx) : null,
  }
}

/** Gate numbers that a settlement mentions, with repetitions. */
export function listGateNumbers({ settlement }: SettlementRow): number[] {
  const { gates, lines, reasons } = settlement
  const told = [...reasons, ...lines.flatMap((line) => line.reasons)]
  return [
    ...gates.map(({ gate }) => gate),
    ...lines.flatMap((line) => [...line.gates, ...line.closedGates]),
    ...told.flatMap((reason) => ('gate' in reason ? reason.gate : [])),
  ]
}

/** Load the names of gates by number, deleted ones too. */
export async function listGateNames(
  ctx: Needs<'gates'>,
  { shop, numbers }: { shop: Shop; numbers: readonly number[] },
): Promise<ReadonlyMap<number, string>> {
  const wanted = [...new Set(numbers)]
  if (wanted.length === 0) return new Map()
  return ctx.gates.listNames({ shopId: shop.id, numbers: wanted })
}
