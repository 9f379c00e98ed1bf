import { hookDoor, publicContext } from '../context.server.ts'
import { redactCustomer } from '../flows/orders/redactCustomer.ts'
import { hookAction } from '../hooks/hookAction.ts'
import { CustomerPayload } from '../hooks/wire.ts'
import { refuseMethod } from '../refuseRequest.ts'

export const action = hookAction({
  door: hookDoor,
  topic: 'customers/redact',
  schema: CustomerPayload,
  run: (_event, { shopId, customerId, orderIds }) =>
    redactCustomer(publicContext, { shopId, customerId, orderIds }),
})

export const loader = refuseMethod
