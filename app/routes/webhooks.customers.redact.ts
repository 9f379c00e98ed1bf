import { hookDoor, publicContext } from '../context.server.ts'
import { redactCustomer } from '../flows/orders/redactCustomer.ts'
import { hookAction } from '../hooks/hookAction.ts'
import { CustomerPayload } from '../hooks/orderWire.ts'
import { refuseMethod } from '../refuseRequest.ts'

export const action = hookAction({
  door: hookDoor,
  topic: 'customers/redact',
  schema: CustomerPayload,
  run: (event, { customer, orders_to_redact: orderIds }) =>
    redactCustomer(publicContext, {
      ...event,
      customerId: customer?.id ?? null,
      orderIds: orderIds ?? [],
    }),
})

export const loader = refuseMethod
