import { hookDoor, publicContext } from '../context.server.ts'
import { updateScopes } from '../flows/updateScopes.ts'
import { hookAction } from '../hooks/hookAction.ts'
import { ScopesUpdatePayload } from '../hooks/wire.ts'
import { refuseMethod } from '../refuseRequest.ts'

export const action = hookAction({
  door: hookDoor,
  topic: 'app/scopes_update',
  schema: ScopesUpdatePayload,
  run: (event, { current }) => updateScopes(publicContext, { ...event, scopes: current }),
})

export const loader = refuseMethod
