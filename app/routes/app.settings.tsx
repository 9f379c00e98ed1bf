import { useLoaderData } from '@remix-run/react'
import { adminAction, adminLoader } from '../admin/adminRoute.ts'
import { composePageMeta } from '../admin/page/composePageMeta.ts'
import { SECTIONS } from '../admin/page/sections.ts'
import { parseRequestMark } from '../admin/privacy/parseDataRequestId.ts'
import { parseSettings } from '../admin/settings/parseSettings.ts'
import { SettingsPage } from '../admin/settings/SettingsPage.tsx'
import { nullIfKnown } from '../core/errors/nullIfKnown.ts'
import { platformOf } from '../core/gate/platform.ts'
import type { ShopSettings } from '../core/gate/shop.ts'
import { readTagging } from '../flows/customers/readTagging.ts'
import { readHolding } from '../flows/orders/readHolding.ts'
import { listDataRequests } from '../flows/privacy/listDataRequests.ts'
import { listExclusiveProducts } from '../flows/shops/listExclusiveProducts.ts'
import { loadShop } from '../flows/shops/loadShop.ts'
import { updateSettings } from '../flows/shops/updateSettings.ts'
import { adminDoor } from '../shopify.server.ts'

export { canReload as shouldRevalidate } from '../admin/canReload.ts'
export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export const meta = composePageMeta(SECTIONS.settings.content)

export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { query }) => {
    const [shop, holding, tagging, dataRequests] = await Promise.all([
      loadShop(ctx, { myshopifyDomain }),
      readHolding(ctx),
      readTagging(ctx),
      listDataRequests(ctx, { myshopifyDomain, before: parseRequestMark(query) }),
    ])
    const { settings, enforcement } = shop
    const showsUses = await ctx.gates.hasPublicUses({ shopId: shop.id })
    // Shopify is asked for products after the page.
    const leaving = listExclusiveProducts(ctx, { shop }).catch(nullIfKnown)
    const isStore = platformOf(myshopifyDomain) === 'bigcommerce'
    return { isStore, settings, enforcement, holding, tagging, showsUses, dataRequests, leaving }
  },
})

export const action = adminAction({
  door: adminDoor,
  parse: parseSettings,
  run: async ({ ctx, myshopifyDomain }, settings): Promise<ShopSettings> =>
    (await updateSettings(ctx, { myshopifyDomain, settings })).settings,
})

export { clientAction } from '../admin/clientAction.ts'

export default function Settings() {
  return <SettingsPage {...useLoaderData<typeof loader>()} />
}
