import { adminAction } from '../admin/adminRoute.ts'
import { parseOrderId } from '../admin/orders/parseOrderQuery.ts'
import { parseOrderRelease } from '../admin/orders/parseOrderRelease.ts'
import { releaseOrder } from '../flows/orders/releaseOrder.ts'
import { adminDoor } from '../shopify.server.ts'

/** Release an order. */
export const action = adminAction({
  door: adminDoor,
  parse: (body, { order }) => ({ orderId: parseOrderId(order), ...parseOrderRelease(body) }),
  run: ({ ctx, ...staff }, change) => releaseOrder(ctx, { ...staff, ...change }),
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
