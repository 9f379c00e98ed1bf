import { hookDoor } from '../context.server.ts'
import { hookAction } from '../hooks/hookAction.ts'
import { HOOK_TOPICS } from '../hooks/topics.ts'
import { shopContext } from '../shopify.server.ts'

/** Handle every webhook at `/webhooks/` and its topic. */
const answer = hookAction({ door: { ...hookDoor, shopContext }, topics: HOOK_TOPICS })

export const action = answer
export const loader = answer
