import type { Needs } from '../context.ts'
import { ensureRouting } from '../orders/ensureRouting.ts'
import { publishProofConfigs } from '../publication/publishProofConfigs.ts'
import { repairDiscounts } from './repairDiscounts.ts'
import { repairOrFallBack } from './repairOrFallBack.ts'
import { repairValidation } from './repairValidation.ts'
import { runAll } from './runAll.ts'

/**
 * Repair the problems of `findShopProblems` that the app can repair: create missing owners, switch on disabled ones,
 * write missing or stale configs, subscribe to routed orders. Other problems are left to people. If Shopify no longer lets the shop run Functions,
 * its level becomes `codes`: codes and settling enforce its gates from then on.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 * @throws {PalisadeError} ERR_DISCOUNTS_FULL, ERR_VALIDATIONS_FULL
 * @throws {ConflictError} ERR_CONFIG_TOO_LARGE, ERR_SHOPIFY_STALE
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function repairShop(
  ctx: Needs<'now' | 'log' | 'shops' | 'gates' | 'profiles' | 'proofKeys' | 'jobs' | 'shopify'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<void> {
  const shop = await ctx.shops.load(myshopifyDomain)
  // Validation before discounts; a failure of one does not stop the other.
  await runAll(ctx, [
    () => repairOrFallBack(ctx, { shop, repair: () => repairValidation(ctx, { shop }) }),
    () => repairDiscounts(ctx, { shop }),
    async () => ensureRouting(ctx),
    // Write the configs of new, adopted and blank owners. They are read first, with one request.
    async () => publishProofConfigs(ctx, { shop: await ctx.shops.load(myshopifyDomain) }),
  ])
}
