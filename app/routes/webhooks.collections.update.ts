import { hookDoor, publicContext } from '../context.server.ts'
import { queueJob } from '../flows/shops/queueJob.ts'
import { hookAction } from '../hooks/hookAction.ts'
import { IdPayload } from '../hooks/orderWire.ts'
import { refuseMethod } from '../refuseRequest.ts'

export const action = hookAction({
  door: hookDoor,
  topic: 'collections/update',
  schema: IdPayload,
  run: (event, { id }) => queueJob(publicContext, { ...event, kind: 'collection', key: String(id) }),
})

export const loader = refuseMethod
