import { useLoaderData } from '@remix-run/react'
import { adminLoader } from '../admin/adminRoute.ts'
import { formatApiAddresses } from '../admin/developers/formatApiAddresses.ts'
import { formatTimeZone } from '../admin/formatInstant.ts'
import { formatOrder } from '../admin/orders/formatOrder.ts'
import { formatReceipts } from '../admin/orders/formatReceipts.ts'
import { OrderPage } from '../admin/orders/OrderPage.tsx'
import { parseOrderId } from '../admin/orders/parseOrderQuery.ts'
import { composePageMeta } from '../admin/page/composePageMeta.ts'
import { composeShopLink } from '../admin/page/composeShopLink.ts'
import { formatAudit } from '../admin/redemptions/formatAudit.ts'
import { readTokenNames } from '../admin/redemptions/formatUnits.ts'
import { findOrderReceipts } from '../flows/orders/findOrderReceipts.ts'
import { loadSettlement } from '../flows/orders/loadSettlement.ts'
import { adminDoor } from '../shopify.server.ts'

export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export const meta = composePageMeta<typeof loader>('Order', ({ order }) => `${order.name} · Orders`)

export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { params }) => {
    const orderId = parseOrderId(params.order)
    const found = await loadSettlement(ctx, { myshopifyDomain, orderId })
    const { gates, holders, shop, row } = found
    const { receipts, canHave } = await findOrderReceipts(ctx, { shop, row })
    const { docs } = formatApiAddresses(ctx)
    const timeZone = shop.ianaTimezone
    return {
      order: formatOrder(found),
      link: composeShopLink({ myshopifyDomain, page: 'orders', id: orderId }),
      audit: formatAudit({
        ...{ entries: found.audit, actors: found.actors },
        ...{ gates, tokens: readTokenNames(holders.gates), timeZone },
      }),
      timeZone: formatTimeZone(timeZone),
      receipts: canHave
        ? { receipts: formatReceipts({ receipts, gates, timeZone }), guide: `${docs}#listReceipts` }
        : null,
    }
  },
})

export default function Order() {
  return <OrderPage {...useLoaderData<typeof loader>()} />
}
