import { adminAction } from '../admin/adminRoute.ts'
import { jobBell } from '../context.server.ts'
import type { TaggingState } from '../core/customer/tagging.ts'
import { updateTagging } from '../flows/customers/updateTagging.ts'
import { adminDoor } from '../shopify.server.ts'

/** Check whether the merchant's grant has arrived at Shopify. From then on the app tags the customers who waited for it. */
export const action = adminAction({
  door: adminDoor,
  parse: () => null,
  run: async ({ ctx, myshopifyDomain }): Promise<TaggingState> => {
    const state = await updateTagging(ctx, { myshopifyDomain })
    jobBell.ring()
    return state
  },
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
