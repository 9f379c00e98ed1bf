import type { Needs } from '../context.ts'

/**
 * Let logins name a site of a project, beside the domains that Shopify reports of the shop. The site was checked against
 * the project's domains.
 */
export function addSite<Context extends Needs<'shops'>>(ctx: Context, site: string | null): Context {
  if (site === null) return ctx
  const { shops } = ctx
  const load: typeof shops.load = async (myshopifyDomain) => {
    const shop = await shops.load(myshopifyDomain)
    return { ...shop, allowedDomains: [...shop.allowedDomains, site.toLowerCase()] }
  }
  return { ...ctx, shops: { ...shops, load } }
}
