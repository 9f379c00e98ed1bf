import { PalisadeError } from '../../core/errors/base.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { ShopProblem } from '../../core/settlement/problems.ts'
import type { Health } from '../../core/setup/health.ts'
import type { Needs } from '../context.ts'
import { loadHolding } from '../orders/loadHolding.ts'
import { checkScopes } from '../selfTest/checkScopes.ts'
import { checkOrders } from '../selfTest/orders.ts'
import { checkChains } from '../selfTest/server.ts'
import { repairShopProblems } from './repairShopProblems.ts'

const DAY_SECONDS = 86_400

/**
 * Check what home says about a shop's health. Shopify is asked once for each fact, and the storefront for one page.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function checkHealth(
  ctx: Parameters<typeof repairShopProblems>[0] & Needs<'canReadChain' | 'faults'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<Health> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const found = await findOrNull(() => repairShopProblems(ctx, { myshopifyDomain }))
  const problems = found?.problems ?? null
  return {
    problems,
    page: found?.page ?? { kind: 'none' },
    scopes: await findOrNull(() => checkScopes(ctx)),
    holding: await loadHolding(ctx, { shop }),
    ...(await checkHere(ctx, { shop, problems: problems ?? [] })),
  }
}

/** What the database and this server know. */
async function checkHere(
  ctx: Needs<'now' | 'gates' | 'settlements' | 'canReadChain' | 'faults'>,
  { shop, problems }: { shop: Shop; problems: readonly ShopProblem[] },
): Promise<Pick<Health, 'orders' | 'chains' | 'faults'>> {
  const [orders, chains, faults] = await Promise.all([
    checkOrders(ctx, { shop, problems }),
    checkChains(ctx, { shop }),
    ctx.faults.list({ shopId: shop.id, since: ctx.now() - DAY_SECONDS }),
  ])
  return { orders, chains, faults }
}

/** Shopify may be down, or refuse for want of a permission. What it did not say is not known, and the rest still is. */
async function findOrNull<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof PalisadeError && error.code !== 'ERR_SHOP_NOT_FOUND') return null
    throw error
  }
}
