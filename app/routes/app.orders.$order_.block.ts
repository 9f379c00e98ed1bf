import { adminBlockLoader } from '../admin/adminRoute.ts'
import { formatOrder } from '../admin/orders/formatOrder.ts'
import { formatOrderBlock, NO_ORDER_BLOCK } from '../admin/orders/formatOrderBlock.ts'
import { parseOrderId } from '../admin/orders/parseOrderQuery.ts'
import { findSettlement } from '../flows/orders/loadSettlement.ts'
import { adminDoor } from '../shopify.server.ts'

/** What the block on Shopify's page of an order shows. */
export const loader = adminBlockLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { params }) => {
    const orderId = parseOrderId(params.order)
    const found = await findSettlement(ctx, { myshopifyDomain, orderId })
    return found ? formatOrderBlock(formatOrder(found)) : NO_ORDER_BLOCK
  },
})
