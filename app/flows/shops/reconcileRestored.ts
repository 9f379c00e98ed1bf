import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import type { Needs } from '../context.ts'
import { rotateProofKey } from '../keys/rotateProofKey.ts'

/**
 * After the database was set back to a backup: end every proof key and every till of every installed shop, and queue the
 * search for orders that the backup does not have and for products with gates that it does not have. Returns the shops'
 * domains.
 *
 * Proofs that were signed after the backup belong to uses that are forgotten, and may name gates whose numbers are given
 * out again. With their keys they end at the checkout as soon as the running server has written the new keys to Shopify.
 * A till that a manager has ended since is open in the backup.
 */
export async function reconcileRestored(
  ctx: Needs<'now' | 'createRandomHex' | 'shops' | 'proofKeys' | 'counter' | 'privacy' | 'jobs'>,
): Promise<readonly string[]> {
  // One may have come back since. Its staff install it again, and find what the backup has.
  await ctx.privacy.keepLeftStores({ at: ctx.now() })
  const domains = await ctx.shops.listInstalled()
  for (const myshopifyDomain of domains) {
    const { id: shopId } = await ctx.shops.load(myshopifyDomain)
    await ctx.counter.revokeTills({ shopId, at: ctx.now() })
    await rotateProofKey(ctx, { myshopifyDomain, actor: 'system', isAtOnce: true })
    const payload = { isRestored: true }
    await ctx.jobs.add({ shopId, kind: 'reconcile', key: WHOLE_SHOP, payload, runAt: ctx.now() })
  }
  return domains
}
