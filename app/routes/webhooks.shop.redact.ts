import { hookDoor, publicContext } from '../context.server.ts'
import { forgetShop } from '../flows/shops/forgetShop.ts'
import { hookAction } from '../hooks/hookAction.ts'
import { ShopRedactPayload } from '../hooks/wire.ts'
import { refuseMethod } from '../refuseRequest.ts'

export const action = hookAction({
  door: hookDoor,
  topic: 'shop/redact',
  schema: ShopRedactPayload,
  run: (_event, { shopId }) => forgetShop(publicContext, { shopId }),
})

export const loader = refuseMethod
