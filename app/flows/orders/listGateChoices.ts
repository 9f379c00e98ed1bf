import type { Shop } from '../../core/gate/shop.ts'
import type { GateChoice } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'

const MOST_CHOICES = 500

/**
 * List gates that a list can be filtered by, newest first, deleted ones too. The chosen gate is among them, even if it is
 * not one of the newest.
 */
export async function listGateChoices(
  ctx: Needs<'gates'>,
  {
    shop: { id: shopId },
    chosen,
    isLimited = false,
  }: { shop: Shop; chosen: number | undefined; isLimited?: boolean },
): Promise<GateChoice[]> {
  const choices = await ctx.gates.listChoices({ shopId, isLimited, limit: MOST_CHOICES })
  if (chosen === undefined || choices.some(({ number }) => number === chosen)) return choices
  const name = (await ctx.gates.listNames({ shopId, numbers: [chosen] })).get(chosen)
  return name === undefined ? choices : [...choices, { number: chosen, name, isDeleted: false }]
}
