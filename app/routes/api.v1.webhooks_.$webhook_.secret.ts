import { rotateReceiver } from '../flows/messages/rotateReceiver.ts'
import { gateRoute } from '../picket/gates/gateRoute.ts'
import { formatIssuedSecret } from '../picket/webhooks/formatWebhooks.ts'
import { parseWebhookId } from '../picket/webhooks/parseWebhookRequest.ts'
import { NoBody } from '../picket/wire.ts'
import { gateDoor } from '../shopify.server.ts'

const route = gateRoute({
  door: gateDoor,
  method: 'POST',
  hasBody: false,
  schema: NoBody,
  run: ({ ctx, myshopifyDomain }, _body, { params }) =>
    rotateReceiver(ctx, { myshopifyDomain, receiverId: parseWebhookId(params.webhook) }),
  format: formatIssuedSecret,
})

export const action = route
export const loader = route
