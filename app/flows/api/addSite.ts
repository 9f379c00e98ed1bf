import type { Shop } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'

/**
 * Let logins name a site of a project, beside the domains that Shopify reports of the shop. The site was checked against
 * the project's domains.
 */
export function addSite<Context extends Needs<'shops'>>(ctx: Context, site: string | null): Context {
  if (site === null) return ctx
  const { shops } = ctx
  const addTo = <One extends Shop>(shop: One): One => ({
    ...shop,
    allowedDomains: [...shop.allowedDomains, site.toLowerCase()],
  })
  const load: typeof shops.load = async (domain) => addTo(await shops.load(domain))
  const loadKnown: typeof shops.loadKnown = async (domain) => addTo(await shops.loadKnown(domain))
  // A context inherits most of its ports, so a copy would lack them.
  return Object.assign(Object.create(ctx) as Context, { shops: { ...shops, load, loadKnown } })
}
