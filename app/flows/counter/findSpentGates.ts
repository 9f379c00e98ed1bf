import type { UsedUp } from '../../core/gate/answer.ts'
import { isLimited } from '../../core/gate/isLimited.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { Visit } from '../../core/visit/types.ts'
import type { Needs } from '../context.ts'
import type { JudgedGate } from '../unlocks/evaluateGates.ts'
import { planReservation } from '../unlocks/planReservation.ts'
import { describeRefused } from '../unlocks/reserveGates.ts'

/**
 * Find the gates of which a shopper has no use left, without reserving one: nobody's place is taken for a look. Only
 * charging decides, because others may be faster, and because another cart of the shopper may hold the place.
 */
export async function findSpentGates(
  ctx: Needs<'now' | 'reservations' | 'readTokenIds'>,
  { visit, judged }: { visit: Visit; judged: readonly JudgedGate[] },
): Promise<Map<Gate, UsedUp>> {
  const planned = await Promise.all(
    judged
      .filter(({ gate }) => isLimited(gate.limits))
      .map(async ({ gate, contribution }) => ({
        gate,
        ...(await planReservation(ctx, { visit, gate, contribution, endsAt: null })),
      })),
  )
  const { shopId, id: visitId } = visit
  const spent = await ctx.reservations.findSpent({ shopId, visitId, wants: planned.map(({ want }) => want) })
  const refused = planned.flatMap((one) => {
    const limit = spent.find(({ gate }) => gate === one.gate.number)?.limit
    return limit === undefined ? [] : [{ ...one, limit }]
  })
  return describeRefused(ctx, { visit, refused })
}
