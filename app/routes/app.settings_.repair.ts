import { adminAction } from '../admin/adminRoute.ts'
import { jobBell } from '../context.server.ts'
import { WHOLE_SHOP } from '../core/job/wholeShop.ts'
import { queueJob } from '../flows/shops/queueJob.ts'
import { adminDoor } from '../shopify.server.ts'

/** Queue the hourly repair job now. */
export const action = adminAction({
  door: adminDoor,
  parse: () => null,
  run: async ({ ctx, myshopifyDomain }) => {
    await queueJob(ctx, { myshopifyDomain, kind: 'reconcile', key: WHOLE_SHOP })
    jobBell.ring()
  },
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
