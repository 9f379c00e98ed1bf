import { parseLocalTime } from '../../core/gate/localTime.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { addDays } from '../../core/numbers/days.ts'
import { formatDayOn } from '../../core/numbers/formatDayOn.ts'
import { parseWalletSearch } from '../../core/numbers/parseWalletSearch.ts'
import { type Period, parsePeriod } from '../../core/numbers/period.ts'
import { ANSWER_OUTCOMES, type AnswerOutcome, type LoggedUnlock } from '../../core/numbers/types.ts'
import type { EventMark } from '../../ports/numbers.ts'
import type { Needs } from '../context.ts'
import { listGateNames } from '../orders/listSettlements.ts'
import { loadGateName, type PeriodQuery } from './loadNumbers.ts'

export type ListUnlocksParameters = {
  readonly myshopifyDomain: string
  readonly period: PeriodQuery
  /** Null for any gate. */
  readonly gate: number | null
  /** Null for any. */
  readonly outcome: AnswerOutcome | null
  /** A wallet's address, or characters of its start or end; empty for any. */
  readonly wallet: string
  /** The last event of the previous page. */
  readonly before: EventMark | null
  readonly limit: number
}
export type ListUnlocksResult = {
  readonly shop: Shop
  readonly today: string
  readonly period: Period
  readonly gate: { readonly number: number; readonly name: string } | null
  readonly events: readonly LoggedUnlock[]
  /** Names of the gates of the events, deleted ones too. */
  readonly names: ReadonlyMap<number, string>
  /** Cursor of the next page; null on the last page. */
  readonly next: EventMark | null
  /** Whether more wallets have these characters than were looked at. */
  readonly isCut: boolean
}

/** The most wallets that a part of an address may mean. */
export const MOST_WALLETS = 20

/**
 * List answers to shoppers, newest first.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_GATE_NOT_FOUND
 * @throws {InputError} ERR_QUERY_INVALID for a period, or a wallet that cannot be searched for
 */
export async function listUnlocks(
  ctx: Needs<'now' | 'shops' | 'gates' | 'numbers'>,
  parameters: ListUnlocksParameters,
): Promise<ListUnlocksResult> {
  const { myshopifyDomain, gate: number, outcome, before, limit } = parameters
  const shop = await ctx.shops.load(myshopifyDomain)
  const { id: shopId, ianaTimezone } = shop
  const today = formatDayOn({ at: ctx.now(), ianaTimezone })
  const period = parsePeriod({ ...parameters.period, today })
  const gate = number === null ? null : await loadGateName(ctx, { shop, number })
  const { addresses, isCut } = await findWallets(ctx, { shop, text: parameters.wallet })
  const startOf = (day: string) => parseLocalTime({ text: `${day}T00:00`, ianaTimezone }) ?? 0
  const { events, next } = await ctx.numbers.listEvents({
    ...{ shopId, gate: number, addresses, before, limit },
    outcomes: outcome === null ? ANSWER_OUTCOMES : [outcome],
    from: startOf(period.from),
    until: startOf(addDays(period.to, 1)),
  })
  const names = await listGateNames(ctx, { shop, numbers: events.map((event) => event.gate) })
  return { shop, today, period, gate, events, names, next, isCut }
}

async function findWallets(
  ctx: Needs<'numbers'>,
  { shop, text }: { shop: Shop; text: string },
): Promise<{ addresses: readonly string[] | null; isCut: boolean }> {
  const search = parseWalletSearch(text)
  if (search === null) return { addresses: null, isCut: false }
  if (search.kind === 'address') return { addresses: [search.address], isCut: false }
  const found = new Set<string>()
  for (const ends of search.ends) {
    const some = await ctx.numbers.findAddresses({ shopId: shop.id, ends, limit: MOST_WALLETS + 1 })
    for (const address of some) found.add(address)
  }
  return { addresses: [...found].slice(0, MOST_WALLETS), isCut: found.size > MOST_WALLETS }
}
