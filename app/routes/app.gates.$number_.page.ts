import { adminLoader } from '../admin/adminRoute.ts'
import { formatPage } from '../admin/block/formatPage.ts'
import { parseGateNumber } from '../admin/parseGateNumber.ts'
import { answerJson } from '../answerError.ts'
import { loadGate } from '../flows/gates/loadGate.ts'
import { checkProductPage } from '../flows/shops/checkProductPage.ts'
import { adminDoor } from '../shopify.server.ts'

/** Return what the product page of a gate shows now, for a page that was opened before the theme changed. */
export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { params }) => {
    const { shop, gate } = await loadGate(ctx, { myshopifyDomain, number: parseGateNumber(params.number) })
    const find = () => checkProductPage(ctx, { shop, gates: [gate] })
    return answerJson(await formatPage({ find, warn: ctx.log.warn }))
  },
})
