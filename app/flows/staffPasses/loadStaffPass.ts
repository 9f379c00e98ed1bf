import { ConflictError, NotFoundError } from '../../core/errors/base.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { staffPassStateOf } from '../../core/staffPass/staffPassStateOf.ts'
import type { StaffPass, StaffPassState } from '../../core/staffPass/types.ts'
import type { Needs } from '../context.ts'

/** Names a pass of a gate, and the shop whose staff ask. */
export type StaffPassName = { readonly myshopifyDomain: string; readonly number: number; readonly id: string }

/**
 * Load a pass that staff want to use or withdraw.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_STAFF_PASS_NOT_FOUND
 * @throws {ConflictError} ERR_STAFF_PASS_STALE if it is not open
 */
export async function loadStaffPass(
  ctx: Needs<'now' | 'shops' | 'staffPasses'>,
  { myshopifyDomain, number, id }: StaffPassName,
): Promise<{ readonly shop: Shop; readonly pass: StaffPass }> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const [pass] = await ctx.staffPasses.find({ shopId: shop.id, ids: [id] })
  if (!pass || pass.gate !== number) throw unknownPass()
  const state = staffPassStateOf({ pass, now: ctx.now() })
  if (state !== 'open') throw stalePass(state)
  return { shop, pass }
}

function unknownPass(): NotFoundError {
  return new NotFoundError('ERR_STAFF_PASS_NOT_FOUND', 'This gate has no such pass.', {
    hint: 'Reload the page to see its passes.',
  })
}

const WHY = {
  used: 'An order has already used this pass.',
  withdrawn: 'This pass was already withdrawn.',
  expired: 'This pass has already ended.',
} as const satisfies Record<Exclude<StaffPassState, 'open'>, string>

function stalePass(state: keyof typeof WHY): ConflictError {
  return new ConflictError('ERR_STAFF_PASS_STALE', WHY[state], {
    hint: 'Reload the page to see its current state.',
  })
}
