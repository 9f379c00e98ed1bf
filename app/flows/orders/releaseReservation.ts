import type { ReservationRow } from '../../core/redemption/types.ts'
import type { Needs } from '../context.ts'
import { queueSoldOut } from './queueSoldOut.ts'

export type ReleaseReservationParameters = {
  readonly myshopifyDomain: string
  readonly reservationId: bigint
  /** `staff:<user id>` */
  readonly actor: string
  readonly reason: string
}

/**
 * Release a reservation by hand, and write an audit entry.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_RESERVATION_NOT_FOUND. @throws {ConflictError} ERR_RESERVATION_STALE
 */
export async function releaseReservation(
  ctx: Needs<'now' | 'shops' | 'reservations' | 'jobs'>,
  { myshopifyDomain, ...change }: ReleaseReservationParameters,
): Promise<ReservationRow> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const row = await ctx.reservations.release({ shopId: shop.id, ...change, at: ctx.now() })
  await queueSoldOut(ctx, { shopId: shop.id, gates: [row.gate] })
  return row
}
