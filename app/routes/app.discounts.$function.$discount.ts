import { redirect } from '@remix-run/node'
import { adminLoader } from '../admin/adminRoute.ts'
import { composeDiscountUrl, parseDiscountId } from '../admin/list/composeDiscountUrl.ts'
import { findDiscountGates } from '../flows/gates/findDiscountGates.ts'
import { adminDoor } from '../shopify.server.ts'

/** Where Shopify's page of discounts links to for one of the app's: its gate, or the list of its gates. */
export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { params, query }) => {
    const discountId = parseDiscountId(params.discount)
    const found = await findDiscountGates(ctx, { myshopifyDomain, discountId })
    return redirect(composeDiscountUrl({ found, query }))
  },
})
