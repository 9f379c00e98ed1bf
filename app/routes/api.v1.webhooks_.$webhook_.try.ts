import { jobBell } from '../context.server.ts'
import { sendTest } from '../flows/messages/sendTest.ts'
import { gateRoute } from '../picket/gates/gateRoute.ts'
import { parseWebhookId } from '../picket/webhooks/parseWebhookRequest.ts'
import { NoBody } from '../picket/wire.ts'
import { gateDoor } from '../shopify.server.ts'

const route = gateRoute({
  door: gateDoor,
  method: 'POST',
  hasBody: false,
  schema: NoBody,
  run: async ({ ctx, myshopifyDomain }, _body, { params }) => {
    await sendTest(ctx, { myshopifyDomain, receiverId: parseWebhookId(params.webhook) })
    jobBell.ring()
  },
  format: () => ({ body: { queued: 1 } }),
})

export const action = route
export const loader = route
