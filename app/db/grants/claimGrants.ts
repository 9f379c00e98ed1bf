import { claimGrant } from '../../core/redemption/claimGrant.ts'
import type { GrantRow, LedgerOrder } from '../../core/redemption/types.ts'
import type { Prisma } from '../generated/client.ts'
import { parseGrantRow } from './parseGrantRow.ts'

export type ClaimedGrants = {
  readonly paid: readonly string[]
  readonly taken: readonly { readonly grant: string; readonly by: bigint }[]
  /** Orders that had paid with what is this one's now. */
  readonly displaced: readonly bigint[]
}

// As `openGrants` takes them: open ones by scope.
const LOCK = `SELECT id FROM "grant" WHERE shop_id = $1::bigint AND id = ANY($2::text[])
  ORDER BY open_scope NULLS LAST, id FOR UPDATE`
const CLAIM = `UPDATE "grant" SET state = claim.state, open_scope = NULL, order_id = $2::bigint, ordered_at = claim.ordered_at
  FROM unnest($3::text[], $4::text[], $5::bigint[]) AS claim(id, state, ordered_at)
  WHERE "grant".id = claim.id AND "grant".shop_id = $1::bigint`

/** Let an order have the grants it pays with and those it closes, where no earlier one has them; unknown ones are passed over. */
export async function claimGrants(parameters: {
  tx: Prisma.TransactionClient
  order: LedgerOrder
}): Promise<ClaimedGrants> {
  const { tx, order } = parameters
  const { shopId, orderId } = order
  const paying = new Set(order.grants.map(({ id }) => id))
  const ids = [...new Set([...paying, ...order.closes])]
  const paid: string[] = []
  const taken: { grant: string; by: bigint }[] = []
  const displaced: bigint[] = []
  const claimed: { id: string; state: string; orderedAt: number }[] = []
  if (ids.length === 0) return { paid, taken, displaced }
  await tx.$executeRawUnsafe(LOCK, shopId, ids)
  const rows = await tx.grant.findMany({ where: { shopId, id: { in: ids } }, orderBy: { id: 'asc' } })
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

/** When an order counts as made for a grant; one it only closes goes with what it pays with of the same visit. */
function findTime({ grant, order }: { grant: GrantRow; order: LedgerOrder }): number {
  const own = order.grants.find(({ id }) => id === grant.id)
  if (own) return own.orderedAt ?? order.orderedAt
  const ofVisit = order.grants.filter(({ visitId }) => visitId === grant.visitId)
  return Math.max(order.orderedAt, ...ofVisit.map(({ orderedAt = order.orderedAt }) => orderedAt))
}
