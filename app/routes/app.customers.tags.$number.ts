import { adminAction } from '../admin/adminRoute.ts'
import { parseTagForm } from '../admin/customers/parseCustomers.ts'
import { jobBell } from '../context.server.ts'
import { updateTag } from '../flows/customers/updateTag.ts'
import { adminDoor } from '../shopify.server.ts'

/** Store how a gate tags customers. A job then changes their tags. */
export const action = adminAction({
  door: adminDoor,
  parse: parseTagForm,
  run: async ({ ctx, myshopifyDomain }, choice): Promise<void> => {
    await updateTag(ctx, { myshopifyDomain, ...choice })
    jobBell.ring()
  },
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
