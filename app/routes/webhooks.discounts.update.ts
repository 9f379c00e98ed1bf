import { hookDoor, publicContext } from '../context.server.ts'
import { WHOLE_SHOP } from '../core/job/wholeShop.ts'
import { queueJob } from '../flows/shops/queueJob.ts'
import { hookAction } from '../hooks/hookAction.ts'
import { AnyPayload } from '../hooks/orderWire.ts'
import { refuseMethod } from '../refuseRequest.ts'

export const action = hookAction({
  door: hookDoor,
  topic: 'discounts/update',
  schema: AnyPayload,
  run: (event) => queueJob(publicContext, { ...event, kind: 'reconcile', key: WHOLE_SHOP }),
})

export const loader = refuseMethod
