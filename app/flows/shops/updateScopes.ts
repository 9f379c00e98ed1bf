import type { Needs } from '../context.ts'

/** Store the scopes that a merchant has granted, as Shopify's webhook reports them. */
export async function updateScopes(
  ctx: Needs<'sessions'>,
  { myshopifyDomain, scopes }: { myshopifyDomain: string; scopes: readonly string[] },
): Promise<void> {
  await ctx.sessions.setScopes({ myshopifyDomain, scopes })
}
