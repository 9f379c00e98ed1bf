import { hookDoor } from '../context.server.ts'
import { refreshShop } from '../flows/shops/refreshShop.ts'
import { hookAction } from '../hooks/hookAction.ts'
import { parseShop, ShopUpdatePayload } from '../hooks/wire.ts'
import { refuseMethod } from '../refuseRequest.ts'
import { shopContext } from '../shopify.server.ts'

export const action = hookAction({
  door: hookDoor,
  topic: 'shop/update',
  schema: ShopUpdatePayload,
  run: (event, payload) =>
    refreshShop(shopContext(event), {
      shop: parseShop({ ...event, payload }),
      saidAt: event.triggeredAt,
    }),
})

export const loader = refuseMethod
