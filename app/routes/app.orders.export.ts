import { adminLoader } from '../admin/adminRoute.ts'
import { formatOrderExport } from '../admin/orders/formatOrderExport.ts'
import { parseOrderQuery } from '../admin/orders/parseOrderQuery.ts'
import { answerJson } from '../answerError.ts'
import { listOrderFigures } from '../flows/orders/listOrderFigures.ts'
import { adminDoor } from '../shopify.server.ts'

const PAGE_LENGTH = 500

/** Answer a page of a CSV file of orders. The page in the browser asks for one after the other. */
export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { query }) => {
    const asked = parseOrderQuery(query)
    const found = await listOrderFigures(ctx, { myshopifyDomain, ...asked, limit: PAGE_LENGTH })
    return answerJson(formatOrderExport({ ...found, isFirst: asked.before === undefined }))
  },
})
