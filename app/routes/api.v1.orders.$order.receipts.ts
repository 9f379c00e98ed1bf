import { listOrderReceipts } from '../flows/orders/listOrderReceipts.ts'
import { addressRoute } from '../picket/addressRoute.ts'
import { gateRoute } from '../picket/gates/gateRoute.ts'
import { formatReceipts, parseOrderId } from '../picket/gates/receipts.ts'
import { NoBody } from '../picket/wire.ts'
import { gateDoor } from '../shopify.server.ts'

const route = addressRoute({
  GET: gateRoute({
    door: gateDoor,
    method: 'GET',
    hasBody: false,
    schema: NoBody,
    run: ({ ctx, myshopifyDomain }, _body, { params }) =>
      listOrderReceipts(ctx, { myshopifyDomain, orderId: parseOrderId(params.order) }),
    format: formatReceipts,
  }),
})

export const action = route
export const loader = route
