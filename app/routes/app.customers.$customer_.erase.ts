import { adminAction } from '../admin/adminRoute.ts'
import { parseCustomerId } from '../admin/customers/parseCustomers.ts'
import { jobBell } from '../context.server.ts'
import { redactStored } from '../flows/privacy/redactStored.ts'
import { adminDoor } from '../shopify.server.ts'

/** Erase what is stored about a customer. A job then removes the tags at Shopify. */
export const action = adminAction({
  door: adminDoor,
  parse: (_body, { customer }) => parseCustomerId(customer),
  run: async ({ ctx, myshopifyDomain }, customerId): Promise<void> => {
    await redactStored(ctx, { myshopifyDomain, customerId })
    jobBell.ring()
  },
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
