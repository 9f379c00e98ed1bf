import { CUSTOMER_TOPICS } from '../../core/customer/tagging.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'

/** The scope that Shopify asks for each topic. */
const SCOPES = {
  'customers/delete': 'read_customers',
  'customers/merge': 'read_customer_merge',
} as const satisfies Record<(typeof CUSTOMER_TOPICS)[number], string>

/**
 * Make Shopify's subscriptions agree with the shop's setting: this server hears of customers who are deleted or merged in
 * a shop that tags customers and lets it, and in no other. Costs a request without the scopes, else one for each topic.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function ensureCustomerTopics(ctx: Needs<'shopify'>, { shop }: { shop: Shop }): Promise<void> {
  for (const topic of CUSTOMER_TOPICS) {
    // Without it Shopify sends nothing, and refuses to change a subscription.
    if (!(await ctx.shopify.hasScope(SCOPES[topic]))) continue
    const found = await ctx.shopify.listSubscriptions({ topic })
    const isWanted = shop.settings.tagsCustomers
    if (isWanted && !found.some(({ isOurs }) => isOurs)) await ctx.shopify.createSubscription({ topic })
    for (const { subscriptionId, isOurs } of found) {
      if (!isWanted || !isOurs) await ctx.shopify.deleteSubscription({ subscriptionId })
    }
  }
}
