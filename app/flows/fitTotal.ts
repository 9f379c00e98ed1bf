import type { Shop } from '../core/gate/shop.ts'
import type { Needs } from './context.ts'

/**
 * Give a gate as many places in all as it was saved with. Of two saves at once the later one has the last word: whoever
 * set the places looks once more at what is saved.
 */
export async function fitTotal(
  ctx: Needs<'gates' | 'reservations'>,
  { shop, number }: { shop: Shop; number: number },
): Promise<void> {
  const load = () => ctx.gates.find({ shopId: shop.id, numbers: [number] })
  for (let [gate] = await load(); gate; ) {
    const { total } = gate.limits
    await ctx.reservations.setTotal({ shopId: shop.id, gate: number, total })
    const [saved] = await load()
    if (saved?.limits.total === total) return
    gate = saved
  }
}
