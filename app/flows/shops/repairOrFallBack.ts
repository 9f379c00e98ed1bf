import { PalisadeError } from '../../core/errors/base.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'
import { setLevel } from '../publication/setLevel.ts'

/**
 * Run a repair that needs Functions. If Shopify no longer lets the shop run them, the shop's level becomes `codes`
 * instead. Other failures are thrown.
 */
export async function repairOrFallBack(
  ctx: Needs<'now' | 'shops' | 'jobs'>,
  { shop, repair }: { shop: Shop; repair: () => Promise<unknown> },
): Promise<void> {
  try {
    await repair()
  } catch (error) {
    if (!(error instanceof PalisadeError) || error.code !== 'ERR_FUNCTIONS_REFUSED') throw error
    await setLevel(ctx, { shop, level: 'codes' })
  }
}
