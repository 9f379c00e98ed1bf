import { hookDoor, publicContext } from '../context.server.ts'
import { uninstallShop } from '../flows/shops/uninstallShop.ts'
import { hookAction } from '../hooks/hookAction.ts'
import { ShopPayload } from '../hooks/wire.ts'
import { refuseMethod } from '../refuseRequest.ts'

export const action = hookAction({
  door: hookDoor,
  topic: 'app/uninstalled',
  schema: ShopPayload,
  run: ({ triggeredAt }, { shopId }) => uninstallShop(publicContext, { shopId, triggeredAt }),
})

export const loader = refuseMethod
