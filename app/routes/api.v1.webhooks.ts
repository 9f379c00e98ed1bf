import { createReceiverOverApi } from '../flows/api/createReceiverOverApi.ts'
import { listReceivers } from '../flows/messages/listReceivers.ts'
import { addressRoute } from '../picket/addressRoute.ts'
import { gateRoute } from '../picket/gates/gateRoute.ts'
import { readIdempotencyKey } from '../picket/gates/readHeaders.ts'
import { formatCreatedWebhook, formatWebhookList } from '../picket/webhooks/formatWebhooks.ts'
import { NewWebhookBody } from '../picket/webhooks/parseWebhookRequest.ts'
import { NoBody } from '../picket/wire.ts'
import { gateDoor } from '../shopify.server.ts'

const route = addressRoute({
  GET: gateRoute({
    door: gateDoor,
    method: 'GET',
    hasBody: false,
    schema: NoBody,
    run: ({ ctx, myshopifyDomain }) => listReceivers(ctx, { myshopifyDomain }),
    format: formatWebhookList,
  }),
  POST: gateRoute({
    door: gateDoor,
    method: 'POST',
    hasBody: true,
    schema: NewWebhookBody,
    run: ({ ctx, project, myshopifyDomain }, { url, messages, gates = [] }, { headers }) => {
      const asked = { myshopifyDomain, projectId: project.id, idempotencyKey: readIdempotencyKey(headers) }
      return createReceiverOverApi(ctx, { ...asked, url, choice: { messages, gates } })
    },
    format: formatCreatedWebhook,
  }),
})

export const action = route
export const loader = route
