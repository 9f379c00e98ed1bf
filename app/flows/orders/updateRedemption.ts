import { checkCorrection } from '../../core/redemption/correctionWays.ts'
import type { CorrectedUnit } from '../../core/redemption/types.ts'
import type { Needs } from '../context.ts'
import { queueSoldOut } from './queueSoldOut.ts'

export type CorrectRedemptionParameters = {
  readonly myshopifyDomain: string
  readonly gate: number
  readonly unit: CorrectedUnit
  readonly change: 'add' | 'remove'
  /** `staff:<user id>` */
  readonly actor: string
  readonly reason: string
}

/**
 * Add or remove a redemption by hand, and write an audit entry. Only what the gate's limits count can be corrected.
 *
 * @throws {InputError} ERR_BODY_INVALID. @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_GATE_NOT_FOUND. @throws {ConflictError} ERR_RESERVATION_STALE
 */
export async function updateRedemption(
  ctx: Needs<'now' | 'shops' | 'gates' | 'reservations' | 'jobs'>,
  { myshopifyDomain, gate: number, ...change }: CorrectRedemptionParameters,
): Promise<void> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const gate = await ctx.gates.load({ shopId: shop.id, number })
  checkCorrection({ gate, unit: change.unit })
  await ctx.reservations.update({ shopId: shop.id, gate: gate.number, ...change, at: ctx.now() })
  if (gate.limits.total !== null) await queueSoldOut(ctx, { shopId: shop.id, gates: [gate.number] })
}
