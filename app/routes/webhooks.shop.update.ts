import { hookDoor } from '../context.server.ts'
import { refreshShop } from '../flows/shops/refreshShop.ts'
import { hookAction } from '../hooks/hookAction.ts'
import { ShopPayload } from '../hooks/wire.ts'
import { refuseMethod } from '../refuseRequest.ts'
import { shopContext } from '../shopify.server.ts'

export const action = hookAction({
  door: hookDoor,
  topic: 'shop/update',
  schema: ShopPayload,
  run: ({ myshopifyDomain }) => refreshShop(shopContext({ myshopifyDomain }), { myshopifyDomain }),
})

export const loader = refuseMethod
