import { hookDoor, publicContext } from '../context.server.ts'
import { queueJob } from '../flows/shops/queueJob.ts'
import { hookAction } from '../hooks/hookAction.ts'
import { OrderEditedPayload } from '../hooks/orderWire.ts'
import { refuseMethod } from '../refuseRequest.ts'

export const action = hookAction({
  door: hookDoor,
  topic: 'orders/edited',
  schema: OrderEditedPayload,
  run: (event, { orderId }) => queueJob(publicContext, { ...event, kind: 'order', key: String(orderId) }),
})

export const loader = refuseMethod
