import { hookDoor } from '../context.server.ts'
import { hookAction } from '../hooks/hookAction.ts'
import { HOOK_TOPICS } from '../hooks/topics.ts'
import { shopContext } from '../shopify.server.ts'

export const action = hookAction({ door: { ...hookDoor, shopContext }, topics: HOOK_TOPICS })
export const loader = action
