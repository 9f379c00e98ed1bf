import { hookDoor } from '../context.server.ts'
import { flowAction } from '../hooks/flowAction.ts'
import { shopContext } from '../shopify.server.ts'

/** Run an action of a workflow of Shopify Flow. */
const answer = flowAction({ door: { ...hookDoor, shopContext } })

export const action = answer
export const loader = answer
