import { hookDoor, publicContext } from '../context.server.ts'
import { WHOLE_SHOP } from '../core/job/wholeShop.ts'
import { queueJob } from '../flows/shops/queueJob.ts'
import { updateScopes } from '../flows/shops/updateScopes.ts'
import { hookAction } from '../hooks/hookAction.ts'
import { ScopesUpdatePayload } from '../hooks/wire.ts'
import { refuseMethod } from '../refuseRequest.ts'

export const action = hookAction({
  door: hookDoor,
  topic: 'app/scopes_update',
  schema: ScopesUpdatePayload,
  run: async (event, { current }) => {
    await updateScopes(publicContext, { ...event, scopes: current })
    // The merchant may just have let the app hold what waits for it.
    await queueJob(publicContext, { ...event, kind: 'hold', key: WHOLE_SHOP })
  },
})

export const loader = refuseMethod
