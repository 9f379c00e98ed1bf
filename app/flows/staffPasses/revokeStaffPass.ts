import type { Needs } from '../context.ts'
import { loadStaffPass, type StaffPassName } from './loadStaffPass.ts'

/**
 * Withdraw a pass before an order has used it. Its link stops working at once. A proof that it has already given ends
 * by itself, and an order with such a proof breaks a rule.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_STAFF_PASS_NOT_FOUND. @throws {ConflictError} ERR_STAFF_PASS_STALE
 */
export async function revokeStaffPass(
  ctx: Needs<'now' | 'shops' | 'staffPasses' | 'reservations'>,
  { actor, ...name }: StaffPassName & { /** `staff:<user id>` */ readonly actor: string },
): Promise<void> {
  const { shop, pass } = await loadStaffPass(ctx, name)
  const reservationId = pass.use?.reservationId ?? 0n
  const reason = 'One-time pass withdrawn'
  await ctx.reservations.release({ shopId: shop.id, reservationId, actor, reason, at: ctx.now() })
}
