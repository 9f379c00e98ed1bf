import { hookDoor } from '../context.server.ts'
import { hookAction } from '../hooks/hookAction.ts'
import { CustomerPayload } from '../hooks/wire.ts'
import { refuseMethod } from '../refuseRequest.ts'

export const action = hookAction({
  door: hookDoor,
  topic: 'customers/data_request',
  schema: CustomerPayload,
  // What is kept of a customer is the number Shopify knows them by, and the orders that the merchant sees in the app.
  run: async () => undefined,
})

export const loader = refuseMethod
