import { surfaceDoor } from '../context.server.ts'
import { loadOrderOpenings } from '../flows/surfaces/loadOrderOpenings.ts'
import { formatOrderOpenings } from '../proxy/surfaces/formatOrderOpenings.ts'
import { surfaceRoute } from '../proxy/surfaces/surfaceRoute.ts'
import { OrderBody } from '../proxy/surfaces/wire.ts'
import { shopContext } from '../shopify.server.ts'

/** What the blocks on the thank-you page and on a customer's page of an order show. */
export const action = surfaceRoute({
  door: surfaceDoor,
  schema: OrderBody,
  run: (caller, { order, confirmation = null }) =>
    loadOrderOpenings(shopContext(caller), { ...caller, orderId: Number(order), confirmation }),
  format: formatOrderOpenings,
})

export { answerOtherMethod as loader } from '../proxy/surfaces/surfaceRoute.ts'
