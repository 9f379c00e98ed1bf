import type { ActorNames } from '../../core/actor/types.ts'
import { isLimited } from '../../core/gate/isLimited.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Gate, GateChoice } from '../../core/gate/types.ts'
import type { AuditEntry, GateCounts, ReservationRow, ReservationState } from '../../core/redemption/types.ts'
import type { Needs } from '../context.ts'
import { listActorNames } from '../shops/listActorNames.ts'
import { listGateChoices } from './listGateChoices.ts'

export type ListRedemptionsParameters = {
  readonly myshopifyDomain: string
  /** Filter by gate; undefined for all gates. */
  readonly gate?: number | undefined
  readonly state?: ReservationState | undefined
  /** Id of the last row of the previous page. */
  readonly before?: bigint | undefined
  /** Uses of a page; 50 if it is absent. */
  readonly limit?: number
}
export type ListRedemptionsResult = {
  readonly shop: Shop
  /** The counted gates, and those that the rows and audit entries name, deleted ones too. */
  readonly gates: readonly Gate[]
  /** Gates with limits to filter by, newest first. */
  readonly choices: readonly GateChoice[]
  /** Counts of the chosen gate, or else of the newest gates that have limits: at most a hundred. */
  readonly counts: readonly GateCounts[]
  readonly rows: readonly ReservationRow[]
  readonly audit: readonly AuditEntry[]
  /** Names behind these entries. */
  readonly actors: ActorNames
  /** Cursor for the next page; null on the last page. */
  readonly next: bigint | null
}

const PAGE_LENGTH = 50
const MOST_AUDIT = 20
const MOST_COUNTED = 100

/**
 * List a page of reservations, newest first, with counts and audit entries. @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function listRedemptions(
  ctx: Needs<'shops' | 'gates' | 'reservations' | 'audit' | 'staff' | 'apiKeys'>,
  { myshopifyDomain, gate, state, before, limit = PAGE_LENGTH }: ListRedemptionsParameters,
): Promise<ListRedemptionsResult> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const shopId = shop.id
  const ofGate = gate === undefined ? {} : { gate }
  const found = await ctx.reservations.list({
    shopId,
    ...ofGate,
    ...(state === undefined ? {} : { state }),
    ...(before === undefined ? {} : { before }),
    limit: limit + 1,
  })
  const rows = found.slice(0, limit)
  const audit = await ctx.audit.list({ shopId, ...ofGate, limit: MOST_AUDIT })
  const choices = await listGateChoices(ctx, { shop, chosen: gate, isLimited: true })
  const named = [...rows.map((row) => row.gate), ...audit.flatMap((entry) => entry.gate ?? [])]
  const counted = gate === undefined ? choices.slice(0, MOST_COUNTED).map(({ number }) => number) : [gate]
  const numbers = [...new Set<number>([...counted, ...named])]
  const gates = numbers.length === 0 ? [] : await ctx.gates.find({ shopId, numbers, withDeleted: true })
  const isCounted = ({ number, limits, deletedAt }: Gate) =>
    counted.includes(number) && isLimited(limits) && deletedAt === null
  const last = rows.at(-1)
  return {
    shop,
    gates,
    choices,
    counts: await ctx.reservations.counts({
      shopId,
      gates: gates.filter(isCounted).map(({ number }) => number),
    }),
    rows,
    audit,
    actors: await listActorNames(ctx, { shopId, changes: audit }),
    next: last && found.length > rows.length ? last.id : null,
  }
}
