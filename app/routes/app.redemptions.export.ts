import { adminLoader } from '../admin/adminRoute.ts'
import { formatRedemptionExport } from '../admin/redemptions/formatRedemptionExport.ts'
import { parseRedemptionQuery } from '../admin/redemptions/parseRedemptions.ts'
import { answerJson } from '../answerError.ts'
import { listRedemptions } from '../flows/orders/listRedemptions.ts'
import { adminDoor } from '../shopify.server.ts'

const PAGE_LENGTH = 500

/** Answer a page of a CSV file of uses. The page in the browser asks for one after the other. */
export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { query }) => {
    const asked = parseRedemptionQuery(query)
    const found = await listRedemptions(ctx, { myshopifyDomain, ...asked, limit: PAGE_LENGTH })
    return answerJson(
      formatRedemptionExport({ ...found, now: ctx.now(), isFirst: asked.before === undefined }),
    )
  },
})
