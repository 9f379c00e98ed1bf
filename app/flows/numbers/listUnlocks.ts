import { InputError } from '../../core/errors/base.ts'
import { findDayStart } from '../../core/gate/localTime.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { GateChoice } from '../../core/gate/types.ts'
import { formatDayOn } from '../../core/numbers/formatDayOn.ts'
import { parseWalletSearch } from '../../core/numbers/parseWalletSearch.ts'
import { type Period, parsePeriod } from '../../core/numbers/period.ts'
import {
  ANSWER_OUTCOMES,
  type AnswerOutcome,
  type LoggedUnlock,
  MOST_SEARCHED,
} from '../../core/numbers/types.ts'
import type { EventMark } from '../../ports/numbers.ts'
import type { Needs } from '../context.ts'
import { listGateChoices } from '../orders/listGateChoices.ts'
import { listGateNames } from '../orders/listSettlements.ts'
import { loadGateName, type PeriodQuery } from './loadNumbers.ts'

export type ListUnlocksParameters = {
  readonly myshopifyDomain: string
  readonly period: PeriodQuery
  /** Null for any gate. */
  readonly gate: number | null
  /** Null for any. */
  readonly outcome: AnswerOutcome | null
  /** A wallet's address, characters of it, or an ENS name; empty for any. */
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
  /** Gates to filter by. */
  readonly choices: readonly GateChoice[]
  /** Cursor of the next page; null on the last page. */
  readonly next: EventMark | null
  /** Whether more wallets have these characters than were looked at. */
  readonly isCut: boolean
  /** Whether nothing begins or ends with these characters, so that the newest answers alone were looked at. */
  readonly isWithin: boolean
  /** ERR_QUERY_INVALID if the text cannot be searched for; then there are no events. */
  readonly refusedSearch: InputError | null
}

/** The most wallets that a part of an address may mean. */
export const MOST_WALLETS = 20

/**
 * List answers to shoppers, newest first.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_GATE_NOT_FOUND
 * @throws {InputError} ERR_QUERY_INVALID for a period
 */
export async function listUnlocks(
  ctx: Needs<'now' | 'shops' | 'gates' | 'numbers' | 'readEnsAddresses'>,
  parameters: ListUnlocksParameters,
): Promise<ListUnlocksResult> {
  const { myshopifyDomain, gate: number, outcome, before, limit } = parameters
  const shop = await ctx.shops.load(myshopifyDomain)
  const { id: shopId, ianaTimezone } = shop
  const today = formatDayOn({ at: ctx.now(), ianaTimezone })
  const period = parsePeriod({ ...parameters.period, today })
  const gate = number === null ? null : await loadGateName(ctx, { shop, number })
  const span = {
    from: findDayStart({ dayOn: period.from, ianaTimezone }) ?? 0,
    until: findDayStart({ dayOn: period.to, daysLater: 1, ianaTimezone }) ?? 0,
  }
  const { addresses, ...told } = await findWallets(ctx, { shop, span, text: parameters.wallet })
  const { events, next } = await ctx.numbers.listEvents({
    ...{ shopId, gate: number, addresses, before, limit },
    outcomes: outcome === null ? ANSWER_OUTCOMES : [outcome],
    ...span,
  })
  const [names, choices] = await Promise.all([
    listGateNames(ctx, { shop, numbers: events.map((event) => event.gate) }),
    listGateChoices(ctx, { shop, chosen: number ?? undefined }),
  ])
  return { shop, today, period, gate, events, names, choices, next, ...told }
}

type FoundWallets = Pick<ListUnlocksResult, 'isCut' | 'isWithin' | 'refusedSearch'> & {
  /** Null for any wallet. */
  readonly addresses: readonly string[] | null
}
const ANY: FoundWallets = { addresses: null, isCut: false, isWithin: false, refusedSearch: null }

async function findWallets(
  ctx: Needs<'numbers' | 'readEnsAddresses'>,
  { shop, span, text }: { shop: Shop; span: { from: number; until: number }; text: string },
): Promise<FoundWallets> {
  const search = parseSearch(text)
  if (search === null) return ANY
  if (search instanceof InputError) return { ...ANY, addresses: [], refusedSearch: search }
  if (search.kind === 'address') return { ...ANY, addresses: [search.address] }
  if (search.kind === 'name') return findNamed(ctx, search)
  const found = new Set<string>()
  for (const ends of search.ends) {
    const some = await ctx.numbers.findAddresses({ shopId: shop.id, ends, limit: MOST_WALLETS + 1 })
    for (const address of some) found.add(address)
  }
  const isWithin = found.size === 0 && search.within.length > 0
  if (isWithin) {
    const asked = { shopId: shop.id, parts: search.within, ...span }
    const some = await ctx.numbers.findAddressesWithin({
      ...asked,
      newest: MOST_SEARCHED,
      limit: MOST_WALLETS + 1,
    })
    for (const address of some) found.add(address)
  }
  return { ...ANY, addresses: [...found].slice(0, MOST_WALLETS), isCut: found.size > MOST_WALLETS, isWithin }
}

async function findNamed(ctx: Needs<'readEnsAddresses'>, { name }: { name: string }): Promise<FoundWallets> {
  const [answer] = await ctx.readEnsAddresses({ names: [name] })
  if (answer?.kind === 'found') return { ...ANY, addresses: [answer.address] }
  const sentence =
    answer?.kind === 'none'
      ? 'No wallet has set this name.'
      : 'This name could not be looked up just now. Search for the address.'
  return { ...ANY, addresses: [], refusedSearch: new InputError('ERR_QUERY_INVALID', sentence) }
}

/** A text that cannot be searched for is an answer: the merchant types it, letter by letter. */
function parseSearch(text: string): ReturnType<typeof parseWalletSearch> | InputError {
  try {
    return parseWalletSearch(text)
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
}
