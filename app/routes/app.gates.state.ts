import { adminAction } from '../admin/adminRoute.ts'
import { parseGateState } from '../admin/parseGateForm.ts'
import type { ChangedStates } from '../admin/views.ts'
import { jobBell } from '../context.server.ts'
import { setGateState } from '../flows/gates/setGateState.ts'
import { adminDoor } from '../shopify.server.ts'

/** Pause or resume gates from the list, or open them to everyone. */
export const action = adminAction({
  door: adminDoor,
  parse: parseGateState,
  run: async ({ ctx, myshopifyDomain, actor }, { state, numbers }): Promise<ChangedStates> => {
    const { gates, isQueued } = await setGateState(ctx, { myshopifyDomain, numbers, state, actor })
    if (isQueued) jobBell.ring()
    const pending = isQueued ? [] : gates.filter(({ publication }) => publication.kind === 'pending')
    return { state, count: gates.length, pending: pending.length, isQueued }
  },
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
