import { loadReceiver } from '../flows/messages/loadReceiver.ts'
import { gateRoute } from '../picket/gates/gateRoute.ts'
import { formatMessagePage } from '../picket/webhooks/formatWebhooks.ts'
import { parseMessageQuery, parseWebhookId } from '../picket/webhooks/parseWebhookRequest.ts'
import { NoBody } from '../picket/wire.ts'
import { gateDoor } from '../shopify.server.ts'

const route = gateRoute({
  door: gateDoor,
  method: 'GET',
  hasBody: false,
  schema: NoBody,
  run: ({ ctx, myshopifyDomain }, _body, { params, url }) => {
    const receiverId = parseWebhookId(params.webhook)
    return loadReceiver(ctx, {
      ...{ myshopifyDomain, receiverId },
      ...parseMessageQuery(new URL(url).searchParams),
    })
  },
  format: formatMessagePage,
})

export const action = route
export const loader = route
