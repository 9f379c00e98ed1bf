import { adminAction } from '../admin/adminRoute.ts'
import { formatProgress } from '../admin/formatProgress.ts'
import type { ProgressView } from '../admin/views.ts'
import { findShopProgress } from '../flows/gates/findShopProgress.ts'
import { adminDoor } from '../shopify.server.ts'

/** Return the progress of the job that publishes several gates. It changes nothing and does not call Shopify. */
export const action = adminAction({
  door: adminDoor,
  parse: () => null,
  run: async ({ ctx, myshopifyDomain }): Promise<ProgressView | null> => {
    const shop = await ctx.shops.load(myshopifyDomain)
    const progress = await findShopProgress(ctx, { shop })
    return formatProgress({ progress, shop, now: ctx.now() })
  },
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
