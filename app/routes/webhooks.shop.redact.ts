import { hookDoor, publicContext } from '../context.server.ts'
import { forgetShop } from '../flows/shops/forgetShop.ts'
import { hookAction } from '../hooks/hookAction.ts'
import { AnyPayload } from '../hooks/orderWire.ts'
import { refuseMethod } from '../refuseRequest.ts'

export const action = hookAction({
  door: hookDoor,
  topic: 'shop/redact',
  schema: AnyPayload,
  run: (event) => forgetShop(publicContext, event),
})

export const loader = refuseMethod
