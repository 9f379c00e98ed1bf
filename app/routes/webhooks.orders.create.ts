import { hookDoor, publicContext } from '../context.server.ts'
import { queueJob } from '../flows/shops/queueJob.ts'
import { hookAction } from '../hooks/hookAction.ts'
import { OrderPayload } from '../hooks/orderWire.ts'
import { refuseMethod } from '../refuseRequest.ts'

export const action = hookAction({
  door: hookDoor,
  topic: 'orders/create',
  schema: OrderPayload,
  run: (event, { id, cart_token: cartToken, customer }) =>
    queueJob(publicContext, {
      ...event,
      kind: 'order',
      key: String(id),
      payload: { cartToken: cartToken ?? null, customerId: customer?.id ?? null, isTold: true },
    }),
})

export const loader = refuseMethod
