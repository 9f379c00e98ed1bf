import { jobBell } from '../context.server.ts'
import { queueMessages } from '../flows/messages/queueMessages.ts'
import { gateRoute } from '../picket/gates/gateRoute.ts'
import { parseWebhookId, ReplayBody } from '../picket/webhooks/parseWebhookRequest.ts'
import { gateDoor } from '../shopify.server.ts'

const route = gateRoute({
  door: gateDoor,
  method: 'POST',
  hasBody: true,
  schema: ReplayBody,
  run: async ({ ctx, myshopifyDomain }, { messageId = null }, { params }) => {
    const receiverId = parseWebhookId(params.webhook)
    const queued = await queueMessages(ctx, { myshopifyDomain, receiverId, messageId })
    jobBell.ring()
    return queued
  },
  format: (queued) => ({ body: { queued } }),
})

export const action = route
export const loader = route
