import { NotFoundError } from '../../core/errors/base.ts'
import type { Gate, ShopId } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'

/** Load a shop's gates by number; all must exist. @throws {NotFoundError} ERR_GATE_NOT_FOUND */
export async function findGates(
  ctx: Needs<'gates'>,
  { shopId, numbers }: { shopId: ShopId; numbers: readonly number[] },
): Promise<Gate[]> {
  const wanted = [...new Set(numbers)]
  const gates = await ctx.gates.find({ shopId, numbers: wanted })
  if (gates.length === wanted.length) return gates
  const missing = wanted.filter((number) => !gates.some((gate) => gate.number === number))
  throw new NotFoundError('ERR_GATE_NOT_FOUND', 'This shop has no such gate.', {
    hint: 'Reload the product page.',
    details: { gates: missing },
  })
}
