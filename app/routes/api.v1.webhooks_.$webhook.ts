import { updateReceiverOverApi } from '../flows/api/updateReceiverOverApi.ts'
import { deleteReceiver } from '../flows/messages/deleteReceiver.ts'
import { loadReceiver } from '../flows/messages/loadReceiver.ts'
import { addressRoute } from '../picket/addressRoute.ts'
import { gateRoute } from '../picket/gates/gateRoute.ts'
import { formatWebhookAnswer } from '../picket/webhooks/formatWebhooks.ts'
import { parseWebhookId, WebhookChangeBody } from '../picket/webhooks/parseWebhookRequest.ts'
import { NoBody } from '../picket/wire.ts'
import { gateDoor } from '../shopify.server.ts'

const route = addressRoute({
  GET: gateRoute({
    door: gateDoor,
    method: 'GET',
    hasBody: false,
    schema: NoBody,
    run: async ({ ctx, myshopifyDomain }, _body, { params }) => {
      const asked = { myshopifyDomain, receiverId: parseWebhookId(params.webhook), before: null }
      return (await loadReceiver(ctx, asked)).receiver
    },
    format: formatWebhookAnswer,
  }),
  PUT: gateRoute({
    door: gateDoor,
    method: 'PUT',
    hasBody: true,
    schema: WebhookChangeBody,
    run: ({ ctx, myshopifyDomain }, change, { params }) => {
      const receiverId = parseWebhookId(params.webhook)
      return updateReceiverOverApi(ctx, { myshopifyDomain, receiverId, change })
    },
    format: formatWebhookAnswer,
  }),
  DELETE: gateRoute({
    door: gateDoor,
    method: 'DELETE',
    hasBody: false,
    schema: NoBody,
    run: async ({ ctx, myshopifyDomain }, _body, { params }) => {
      const receiverId = parseWebhookId(params.webhook)
      await deleteReceiver(ctx, { myshopifyDomain, receiverId })
      return receiverId
    },
    format: (id) => ({ body: { id, isDeleted: true } }),
  }),
})

export const action = route
export const loader = route
