import { staffPassStateOf } from '../../core/staffPass/staffPassStateOf.ts'
import type { StaffPass } from '../../core/staffPass/types.ts'
import { endedVisit } from '../../core/visit/endedVisit.ts'
import type { Visit } from '../../core/visit/types.ts'
import type { Needs } from '../context.ts'

/**
 * Load the pass whose visit this is.
 * @throws {LoginError} ERR_SESSION_UNKNOWN if an order has used it, staff withdrew it, or it has ended
 */
export async function loadOpenPass(
  ctx: Needs<'now' | 'staffPasses'>,
  { visit }: { visit: Pick<Visit, 'id' | 'shopId'> },
): Promise<StaffPass> {
  const [pass] = await ctx.staffPasses.find({ shopId: visit.shopId, ids: [visit.id] })
  if (!pass || staffPassStateOf({ pass, now: ctx.now() }) !== 'open') throw endedVisit()
  return pass
}
