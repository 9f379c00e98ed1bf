import { PalisadeError } from '../../core/errors/base.ts'
import { platformOf } from '../../core/gate/platform.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { isInTest } from '../../core/gate/standing.ts'
import type { ShopProblem } from '../../core/settlement/problems.ts'
import type { Health } from '../../core/setup/health.ts'
import type { Needs } from '../context.ts'
import { listTroubles } from '../messages/listTroubles.ts'
import { loadHolding } from '../orders/loadHolding.ts'
import { checkScopes } from '../selfTest/checkScopes.ts'
import { checkOrders } from '../selfTest/orders.ts'
import { checkChains, listUsedChains } from '../selfTest/server.ts'
import { checkAccess } from './checkAccess.ts'
import { repairShopProblems } from './repairShopProblems.ts'

const DAY_SECONDS = 86_400
/** Gates that are named with why they wait. */
const MOST_PENDING = 3

/**
 * Check what home says about a shop's health. Shopify is asked once for each fact, and the storefront for one page.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function checkHealth(
  ctx: Parameters<typeof repairShopProblems>[0] &
    Needs<'canReadChain' | 'faults' | 'receivers' | 'messages' | 'members' | 'platform'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<Health> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const found = await findOrNull(() => repairShopProblems(ctx, { myshopifyDomain }))
  const problems = found?.problems ?? (await findLostAccess(ctx, { myshopifyDomain }))
  return {
    problems,
    page: found?.page ?? { kind: 'none' },
    scopes: await findOrNull(() => checkScopes(ctx)),
    holding: await loadHolding(ctx, { shop }),
    ...(await checkHere(ctx, { shop, problems: problems ?? [] })),
    // The first look at a shop, or a repair, may have found it out.
    level: (await ctx.shops.load(myshopifyDomain)).enforcement.level,
  }
}

/** Find why a store answered nothing; null if it may only be down, and for a shop of Shopify, whose login comes anew. */
async function findLostAccess(
  ctx: Needs<'members' | 'platform'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<readonly ShopProblem[] | null> {
  if (platformOf(myshopifyDomain) !== 'bigcommerce') return null
  const access = await findOrNull(() => checkAccess(ctx, { myshopifyDomain }))
  if (access === null || access === 'works') return null
  return [{ kind: 'access-lost', why: access === 'ended' ? 'refused' : 'unreadable' }]
}

/** What the database and this server know. */
async function checkHere(
  ctx: Needs<'now' | 'gates' | 'settlements' | 'canReadChain' | 'faults' | 'receivers' | 'messages'>,
  { shop, problems }: { shop: Shop; problems: readonly ShopProblem[] },
): Promise<Pick<Health, 'orders' | 'chains' | 'usedChains' | 'gates' | 'troubles' | 'faults'>> {
  const { id: shopId } = shop
  const pending = {
    shopId,
    filter: { state: 'pending' },
    sort: 'newest',
    limit: MOST_PENDING,
    now: ctx.now(),
  } as const
  const [orders, chains, all, waiting, troubles, faults] = await Promise.all([
    checkOrders(ctx, { shop, problems }),
    checkChains(ctx, { shop }),
    ctx.gates.list({ shopId }),
    ctx.gates.listPage(pending),
    listTroubles(ctx, { shop }),
    ctx.faults.list({ shopId, since: ctx.now() - DAY_SECONDS }),
  ])
  return {
    orders,
    chains,
    usedChains: listUsedChains(all),
    gates: {
      total: all.length,
      pending: waiting.total,
      firstPending: waiting.gates,
      inTest: all.filter((gate) => isInTest({ gate, now: ctx.now() })).map(({ name }) => name),
    },
    troubles,
    faults,
  }
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
