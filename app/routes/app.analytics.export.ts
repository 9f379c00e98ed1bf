import { adminLoader } from '../admin/adminRoute.ts'
import { formatLogExport, formatNumbersExport } from '../admin/analytics/formatExport.ts'
import { parseAnalyticsQuery, parseExport, parseLogQuery } from '../admin/analytics/parseAnalyticsQuery.ts'
import { answerJson } from '../answerError.ts'
import { listUnlocks } from '../flows/numbers/listUnlocks.ts'
import { loadNumbers } from '../flows/numbers/loadNumbers.ts'
import { adminDoor } from '../shopify.server.ts'

const PAGE_LENGTH = 1000

/** Answer a page of a CSV file. The page in the browser asks for one after the other. */
export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { query }) => {
    if (parseExport(query) === 'numbers') {
      return answerJson(
        formatNumbersExport(await loadNumbers(ctx, { myshopifyDomain, ...parseAnalyticsQuery(query) })),
      )
    }
    const asked = parseLogQuery(query)
    const found = await listUnlocks(ctx, { myshopifyDomain, ...asked, limit: PAGE_LENGTH })
    return answerJson(formatLogExport({ ...found, isFirst: asked.before === null }))
  },
})
