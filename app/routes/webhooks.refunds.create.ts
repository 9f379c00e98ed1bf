import { hookDoor, publicContext } from '../context.server.ts'
import { queueJob } from '../flows/shops/queueJob.ts'
import { hookAction } from '../hooks/hookAction.ts'
import { RefundPayload } from '../hooks/orderWire.ts'
import { refuseMethod } from '../refuseRequest.ts'

export const action = hookAction({
  door: hookDoor,
  topic: 'refunds/create',
  schema: RefundPayload,
  run: (event, { orderId }) => queueJob(publicContext, { ...event, kind: 'order', key: String(orderId) }),
})

export const loader = refuseMethod
