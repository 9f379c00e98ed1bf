import { hookDoor, publicContext } from '../context.server.ts'
import { queueJob } from '../flows/shops/queueJob.ts'
import { hookAction } from '../hooks/hookAction.ts'
import { IdPayload } from '../hooks/orderWire.ts'
import { refuseMethod } from '../refuseRequest.ts'

export const action = hookAction({
  door: hookDoor,
  topic: 'products/update',
  schema: IdPayload,
  run: (event, { id }) => queueJob(publicContext, { ...event, kind: 'product', key: String(id) }),
})

export const loader = refuseMethod
