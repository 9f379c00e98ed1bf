import { claimGrant } from '../../core/redemption/claimGrant.ts'
import type { GrantRow, LedgerOrder } from '../../core/redemption/types.ts'
import type { Prisma } from '../generated/client.ts'
import { parseGrantRow } from './parseGrantRow.ts'

export type ClaimedGrants = {
  readonly paid: readonly string[]
  readonly taken: readonly { readonly grant: string; readonly by: bigint }[]
  /** Orders to settle again: they lost a grant to this order, or may get one that it gave up. */
  readonly displaced: readonly bigint[]
}

// Lock grants in the same order as `open` does: open ones first, by scope.
const LOCK = `SELECT id FROM "grant" WHERE shop_id = $1::bigint AND id = ANY($2::text[])
  ORDER BY open_scope NULLS LAST, id FOR UPDATE`
const CLAIM = `UPDATE "grant" SET state = claim.state, open_scope = NULL, order_id = $2::bigint, ordered_at = claim.ordered_at
  FROM unnest($3::text[], $4::text[], $5::bigint[]) AS claim(id, state, ordered_at)
  WHERE "grant".id = claim.id AND "grant".shop_id = $1::bigint`

// A grant that the order paid with before but no longer does, because the app has learned the buyer or the cart since.
const GIVE_UP = `UPDATE "grant" SET state = 'closed', order_id = NULL, ordered_at = NULL
  WHERE shop_id = $1::bigint AND order_id = $2::bigint AND state = 'paid' AND id = ANY($3::text[]) RETURNING id`
// No grant lives for three days, so every order that needs this one is at most three days older.
const WANTING = `SELECT order_id AS "orderId" FROM settlement
  WHERE shop_id = $1::bigint AND order_id <> $2::bigint AND ordered_at >= $4::bigint - 259200
    AND detail->'grants' ?| $3::text[]`

/**
 * Give an order the grants it pays with and those it closes, unless an earlier order has them. Take away grants that it
 * paid with before. Unknown grants are ignored.
 */
export async function claimGrants(parameters: {
  tx: Prisma.TransactionClient
  order: LedgerOrder
}): Promise<ClaimedGrants> {
  const { tx, order } = parameters
  const { shopId, orderId } = order
  const paying = new Set(order.grants.map(({ id }) => id))
  const had = await tx.grant.findMany({ where: { shopId, orderId, state: 'paid' }, select: { id: true } })
  const named = new Set([...paying, ...order.closes])
  const past = had.map(({ id }) => id).filter((id) => !named.has(id))
  const ids = [...named, ...past]
  const paid: string[] = []
  const taken: { grant: string; by: bigint }[] = []
  const displaced: bigint[] = []
  const claimed: { id: string; state: string; orderedAt: number }[] = []
  if (ids.length === 0) return { paid, taken, displaced }
  await tx.$executeRawUnsafe(LOCK, shopId, ids)
  if (past.length > 0) displaced.push(...(await releaseGrants({ tx, order, past })))
  const rows = await tx.grant.findMany({ where: { shopId, id: { in: [...named] } }, orderBy: { id: 'asc' } })
  for (const grant of rows.map(parseGrantRow)) {
    const { id } = grant
    const as = paying.has(id) ? 'paid' : 'closed'
    const place = { orderId, orderedAt: findTime({ grant, order }) }
    const claim = claimGrant({ grant, order: place, as })
    if (claim.kind === 'takes') claimed.push({ id, state: as, orderedAt: place.orderedAt })
    if (claim.kind === 'takes' && claim.displaces !== null) displaced.push(claim.displaces)
    if (as === 'closed') continue
    if (claim.kind === 'taken') taken.push({ grant: id, by: claim.by })
    else paid.push(id)
  }
  if (claimed.length > 0) {
    const times = claimed.map(({ orderedAt }) => orderedAt)
    const [claimedIds, states] = [claimed.map(({ id }) => id), claimed.map(({ state }) => state)]
    await tx.$executeRawUnsafe(CLAIM, shopId, orderId, claimedIds, states, times)
  }
  return { paid, taken, displaced }
}

/** Take grants away from an order; answers the orders that may get them now. */
async function releaseGrants(parameters: {
  tx: Prisma.TransactionClient
  order: LedgerOrder
  past: readonly string[]
}): Promise<bigint[]> {
  const { tx, order, past } = parameters
  const { shopId, orderId, orderedAt } = order
  const gone = await tx.$queryRawUnsafe<{ id: string }[]>(GIVE_UP, shopId, orderId, past)
  const ids = gone.map(({ id }) => id)
  const found = await tx.$queryRawUnsafe<{ orderId: bigint }[]>(WANTING, shopId, orderId, ids, orderedAt)
  return found.map((row) => row.orderId)
}

/**
 * The order's time for a grant. A grant that it only closes has the time of the grants of the same visit that it pays
 * with.
 */
function findTime({ grant, order }: { grant: GrantRow; order: LedgerOrder }): number {
  const own = order.grants.find(({ id }) => id === grant.id)
  if (own) return own.orderedAt ?? order.orderedAt
  const ofVisit = order.grants.filter(({ visitId }) => visitId === grant.visitId)
  return Math.max(order.orderedAt, ...ofVisit.map(({ orderedAt = order.orderedAt }) => orderedAt))
}
