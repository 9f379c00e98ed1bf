import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { answerPage } from '../admin/answerPage.ts'
import { formatTimeZone } from '../admin/formatInstant.ts'
import { formatOrder } from '../admin/orders/formatOrder.ts'
import { OrderPage } from '../admin/orders/OrderPage.tsx'
import { OrdersFailure } from '../admin/orders/OrdersFailure.tsx'
import { parseOrderId } from '../admin/orders/parseOrderQuery.ts'
import { formatAudit } from '../admin/redemptions/formatAudit.ts'
import { adminContext } from '../context.server.ts'
import { loadSettlement } from '../flows/orders/loadSettlement.ts'
import { authenticate } from '../shopify.server.ts'

export const ErrorBoundary = OrdersFailure
export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.order.name} · Orders` : 'Order' },
]

export const loader = async ({ request, params }: LoaderFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  return answerPage(async () => {
    const orderId = parseOrderId(params.order)
    const found = await loadSettlement(ctx, { myshopifyDomain: session.shop, orderId })
    const { gates, shop } = found
    const timeZone = shop.ianaTimezone
    return {
      order: formatOrder(found),
      audit: formatAudit({ entries: found.audit, gates, timeZone }),
      timeZone: formatTimeZone(timeZone),
    }
  })
}

export default function Order() {
  return <OrderPage {...useLoaderData<typeof loader>()} />
}
