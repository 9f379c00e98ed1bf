import { NotFoundError } from '../../core/errors/base.ts'
import type { Gate, ShopId } from '../../core/gate/types.ts'
import type { Known } from '../../core/known.ts'
import type { Needs } from '../context.ts'

/**
 * Load a shop's gates by number; all must exist. Unless `isFresh`, they may be what this process remembers: then whoever
 * writes what depends on them must check that they stand.
 * @throws {NotFoundError} ERR_GATE_NOT_FOUND
 */
export async function findGates(
  ctx: Needs<'gates'>,
  parameters: { shopId: ShopId; numbers: readonly number[]; isFresh: boolean },
): Promise<Known<Gate>[]> {
  const wanted = [...new Set(parameters.numbers)]
  const gates = await ctx.gates.findKnown({ ...parameters, numbers: wanted })
  if (gates.length === wanted.length) return gates
  const missing = wanted.filter((number) => !gates.some((gate) => gate.number === number))
  throw new NotFoundError('ERR_GATE_NOT_FOUND', 'This shop has no such gate.', {
    hint: 'Reload the product page.',
    details: { gates: missing },
  })
}
