import type { Needs } from '../context.ts'

/** Keep what a merchant has granted, as Shopify tells it. */
export async function updateScopes(
  ctx: Needs<'sessions'>,
  { myshopifyDomain, scopes }: { myshopifyDomain: string; scopes: readonly string[] },
): Promise<void> {
  await ctx.sessions.setScopes({ myshopifyDomain, scopes })
}
