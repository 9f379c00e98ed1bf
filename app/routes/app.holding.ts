import { adminAction } from '../admin/adminRoute.ts'
import { jobBell } from '../context.server.ts'
import type { HoldingState } from '../core/settlement/holding.ts'
import { updateHolding } from '../flows/orders/updateHolding.ts'
import { adminDoor } from '../shopify.server.ts'

/**
 * Check whether the merchant’s grant has arrived at Shopify. From then on the app holds the orders that waited for it.
 */
export const action = adminAction({
  door: adminDoor,
  parse: () => null,
  run: async ({ ctx, myshopifyDomain }): Promise<HoldingState> => {
    const state = await updateHolding(ctx, { myshopifyDomain })
    jobBell.ring()
    return state
  },
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
