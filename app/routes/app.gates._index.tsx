import { useLoaderData } from '@remix-run/react'
import { adminLoader } from '../admin/adminRoute.ts'
import { formatGateList } from '../admin/formatGateList.ts'
import { GateListPage } from '../admin/list/GateListPage.tsx'
import { parseGateQuery } from '../admin/list/parseGateQuery.ts'
import { composePageMeta } from '../admin/page/composePageMeta.ts'
import { SECTIONS } from '../admin/page/sections.ts'
import { formatProblems } from '../admin/problems/formatProblems.ts'
import { platformOf } from '../core/gate/platform.ts'
import { findProducts } from '../flows/gates/findProducts.ts'
import { listGatePage } from '../flows/gates/listGatePage.ts'
import { repairShopProblems } from '../flows/shops/repairShopProblems.ts'
import { adminDoor } from '../shopify.server.ts'

export { canReload as shouldRevalidate } from '../admin/canReload.ts'
export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export const meta = composePageMeta(SECTIONS.gates.content)

export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { query }) => {
    const page = await listGatePage(ctx, { myshopifyDomain, ...parseGateQuery(query) })
    const list = formatGateList({ ...page, now: ctx.now() })
    // Product pictures, and problems of the gates at Shopify, load after the page.
    return {
      ...list,
      products: findProducts(ctx, { ids: list.firstProductIds }),
      problems: formatProblems({
        find: () => repairShopProblems(ctx, { myshopifyDomain }),
        warn: ctx.log.warn,
        isStore: platformOf(myshopifyDomain) === 'bigcommerce',
      }),
    }
  },
})

export default function Gates() {
  return <GateListPage {...useLoaderData<typeof loader>()} />
}
