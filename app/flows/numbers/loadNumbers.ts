import { NotFoundError } from '../../core/errors/base.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { GateChoice } from '../../core/gate/types.ts'
import { addCounts, type DayNumbers, listDayNumbers, type Numbers } from '../../core/numbers/addCounts.ts'
import { formatDayOn } from '../../core/numbers/formatDayOn.ts'
import { composePeriodBefore, type Period, parsePeriod } from '../../core/numbers/period.ts'
import { WHOLE_SHOP } from '../../core/numbers/types.ts'
import type { Needs } from '../context.ts'
import { listGateChoices } from '../orders/listGateChoices.ts'

export type PeriodQuery = {
  readonly days: string | null
  readonly from: string | null
  readonly until: string | null
}
export type LoadNumbersParameters = {
  readonly myshopifyDomain: string
  readonly period: PeriodQuery
  /** Null for the whole shop. */
  readonly gate: number | null
}
export type PeriodNumbers = {
  /** Every day of the period, earliest first. */
  readonly days: readonly DayNumbers[]
  readonly totals: Numbers
  /** The totals of the period before; null if counting began later than that period. */
  readonly before: Numbers | null
  /** The first day on which an answer to a shopper was counted; null if none was yet. */
  readonly firstDay: string | null
}
export type LoadNumbersResult = PeriodNumbers & {
  readonly shop: Shop
  readonly today: string
  readonly period: Period
  readonly gate: { readonly number: number; readonly name: string } | null
  /** Gates to choose from. */
  readonly choices: readonly GateChoice[]
}

/**
 * Load the numbers of a shop or gate in a period, and those of the period before.
 *
 * Costs four statements, five or six with a gate. They read days × kinds rows, however many unlocks there were.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_GATE_NOT_FOUND. @throws {InputError} ERR_QUERY_INVALID for a period
 */
export async function loadNumbers(
  ctx: Needs<'now' | 'shops' | 'gates' | 'numbers'>,
  { myshopifyDomain, period: asked, gate: number }: LoadNumbersParameters,
): Promise<LoadNumbersResult> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const today = formatDayOn({ at: ctx.now(), ianaTimezone: shop.ianaTimezone })
  const period = parsePeriod({ ...asked, today })
  const gate = number === null ? null : await loadGateName(ctx, { shop, number })
  const [found, choices] = await Promise.all([
    loadPeriod(ctx, { shop, period, gate: number ?? WHOLE_SHOP }),
    listGateChoices(ctx, { shop, chosen: number ?? undefined }),
  ])
  return { shop, today, period, gate, choices, ...found }
}

/** Load the numbers of a gate, or of the whole shop as gate 0, in a period. Two statements. */
export async function loadPeriod(
  ctx: Needs<'numbers'>,
  { shop, period, gate }: { shop: Shop; period: Pick<Period, 'from' | 'to'>; gate: number },
): Promise<PeriodNumbers> {
  const earlier = composePeriodBefore(period)
  const of = { shopId: shop.id, gate }
  const [counts, firstDay] = await Promise.all([
    ctx.numbers.listCounts({ ...of, from: earlier.from, to: period.to }),
    ctx.numbers.findFirstDay(of),
  ])
  const inPeriod = counts.filter(({ dayOn }) => dayOn >= period.from)
  const isComparable = firstDay !== null && firstDay <= earlier.from
  return {
    firstDay,
    days: listDayNumbers({ counts: inPeriod, period }),
    totals: addCounts(inPeriod),
    before: isComparable ? addCounts(counts.filter(({ dayOn }) => dayOn < period.from)) : null,
  }
}

/** Load the name of a gate, also of a deleted one. @throws {NotFoundError} ERR_GATE_NOT_FOUND */
export async function loadGateName(
  ctx: Needs<'gates'>,
  { shop, number }: { shop: Shop; number: number },
): Promise<{ number: number; name: string }> {
  const names = await ctx.gates.listNames({ shopId: shop.id, numbers: [number] })
  const name = names.get(number)
  if (name !== undefined) return { number, name }
  throw new NotFoundError('ERR_GATE_NOT_FOUND', 'This shop has no such gate.', {
    hint: 'Open Analytics, and choose a gate there.',
  })
}
