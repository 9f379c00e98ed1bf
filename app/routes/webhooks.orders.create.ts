import { hookDoor, publicContext } from '../context.server.ts'
import { queueJob } from '../flows/shops/queueJob.ts'
import { hookAction } from '../hooks/hookAction.ts'
import { OrderPayload } from '../hooks/orderWire.ts'
import { refuseMethod } from '../refuseRequest.ts'

export const action = hookAction({
  door: hookDoor,
  topic: 'orders/create',
  schema: OrderPayload,
  run: (event, { id, cartToken, customerId }) =>
    queueJob(publicContext, {
      ...event,
      kind: 'order',
      key: String(id),
      payload: { cartToken, customerId, isTold: true },
    }),
})

export const loader = refuseMethod
