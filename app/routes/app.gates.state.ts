import { adminAction } from '../admin/adminRoute.ts'
import { parseGateState } from '../admin/parseGateForm.ts'
import type { ChangedStates } from '../admin/views.ts'
import { setGateState } from '../flows/gates/setGateState.ts'
import { adminDoor } from '../shopify.server.ts'

/** Pause or resume gates from the list. */
export const action = adminAction({
  door: adminDoor,
  parse: parseGateState,
  run: async ({ ctx, myshopifyDomain }, { state, numbers }): Promise<ChangedStates> => {
    const changed = await setGateState(ctx, { myshopifyDomain, numbers, state })
    const pending = changed.filter((gate) => gate.publication.kind === 'pending')
    return { state, count: changed.length, pending: pending.length }
  },
})

export { clientAction } from '../admin/clientAction.ts'
export { refuseMethod as loader } from '../refuseRequest.ts'
