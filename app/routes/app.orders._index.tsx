import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { answerPage } from '../admin/answerPage.ts'
import { formatOrderList } from '../admin/orders/formatOrderList.ts'
import { OrderListPage } from '../admin/orders/OrderListPage.tsx'
import { parseOrderQuery } from '../admin/orders/parseOrderQuery.ts'
import { PageFailure } from '../admin/page/PageFailure.tsx'
import { adminContext } from '../context.server.ts'
import { listSettlements } from '../flows/orders/listSettlements.ts'
import { authenticate } from '../shopify.server.ts'

export const ErrorBoundary = PageFailure
export const meta = () => [{ title: 'Orders' }]

export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  const asked = parseOrderQuery(new URL(request.url).searchParams)
  return answerPage(async () =>
    formatOrderList(await listSettlements(ctx, { myshopifyDomain: session.shop, ...asked })),
  )
}

export default function Orders() {
  return <OrderListPage {...useLoaderData<typeof loader>()} />
}
