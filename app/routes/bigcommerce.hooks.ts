import { composeHookSecret } from '../bigcommerce.server.ts'
import { hookDoor } from '../context.server.ts'
import { storeHookAction } from '../hooks/storeHookAction.ts'
import { STORE_TOPICS } from '../hooks/storeTopics.ts'
import { shopContext } from '../shopify.server.ts'

/** Handle the webhooks of every store of BigCommerce. */
const answer = storeHookAction({
  door: { ...hookDoor, composeHookSecret, shopContext },
  topics: STORE_TOPICS,
})

export const action = answer
export const loader = answer
