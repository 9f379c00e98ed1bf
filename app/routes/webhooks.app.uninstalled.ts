import { hookDoor, publicContext } from '../context.server.ts'
import { uninstallShop } from '../flows/shops/uninstallShop.ts'
import { hookAction } from '../hooks/hookAction.ts'
import { UninstalledPayload } from '../hooks/wire.ts'
import { refuseMethod } from '../refuseRequest.ts'

export const action = hookAction({
  door: hookDoor,
  topic: 'app/uninstalled',
  schema: UninstalledPayload,
  run: (event) => uninstallShop(publicContext, event),
})

export const loader = refuseMethod
