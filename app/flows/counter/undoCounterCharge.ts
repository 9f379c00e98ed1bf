import { UNDO_SECONDS } from '../../core/counter/steps.ts'
import type { Till } from '../../core/counter/types.ts'
import { ConflictError } from '../../core/errors/base.ts'
import type { Needs } from '../context.ts'

/**
 * Undo a charge of this till some minutes later, and give its use back.
 * @throws {ConflictError} ERR_COUNTER_CHARGE_STALE if it is too old, an order has it, it is undone, or another till's
 */
export async function undoCounterCharge(
  ctx: Needs<'now' | 'counter'>,
  { till: { shopId, id: tillId }, checkId: id }: { till: Till; checkId: string },
): Promise<void> {
  const at = ctx.now()
  const answer = await ctx.counter.undo({ shopId, tillId, id, since: at - UNDO_SECONDS, at })
  if (answer !== 'undone') throw staleCharge(answer)
}

const WHY = {
  late: ['This charge is older than ten minutes.', 'A manager can release the use under Redemptions.'],
  ordered: ['An order has this charge already.', 'Refund or cancel the order: that gives the use back.'],
  gone: [
    'This charge is undone already, or another till made it.',
    'Undo it at the till that charged, or scan the phone again to charge.',
  ],
} as const

function staleCharge(why: keyof typeof WHY): ConflictError {
  const [sentence, hint] = WHY[why]
  return new ConflictError('ERR_COUNTER_CHARGE_STALE', sentence, { hint })
}
