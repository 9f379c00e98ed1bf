import { hookDoor, publicContext } from '../context.server.ts'
import { recordDataRequest } from '../flows/privacy/recordDataRequest.ts'
import { hookAction } from '../hooks/hookAction.ts'
import { DataRequestPayload } from '../hooks/wire.ts'
import { refuseMethod } from '../refuseRequest.ts'

export const action = hookAction({
  door: hookDoor,
  topic: 'customers/data_request',
  schema: DataRequestPayload,
  run: ({ myshopifyDomain }, { requestId, customerId, orderIds }) =>
    recordDataRequest(publicContext, { myshopifyDomain, requestId, customerId, orderIds }),
})

export const loader = refuseMethod
