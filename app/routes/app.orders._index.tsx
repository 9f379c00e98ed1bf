import { useLoaderData } from '@remix-run/react'
import { adminLoader } from '../admin/adminRoute.ts'
import { formatOrderList } from '../admin/orders/formatOrderList.ts'
import { OrderListPage } from '../admin/orders/OrderListPage.tsx'
import { parseOrderQuery } from '../admin/orders/parseOrderQuery.ts'
import { composePageMeta } from '../admin/page/composePageMeta.ts'
import { SECTIONS } from '../admin/page/sections.ts'
import { loadOrderList } from '../flows/orders/loadOrderList.ts'
import { adminDoor } from '../shopify.server.ts'

export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export const meta = composePageMeta(SECTIONS.orders.content)

export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { query }) =>
    formatOrderList(await loadOrderList(ctx, { myshopifyDomain, ...parseOrderQuery(query) })),
})

export default function Orders() {
  return <OrderListPage {...useLoaderData<typeof loader>()} />
}
