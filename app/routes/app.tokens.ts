import { adminLoader } from '../admin/adminRoute.ts'
import { formatFoundTokens } from '../admin/tokens/formatFoundTokens.ts'
import { answerJson } from '../answerError.ts'
import { findTokens } from '../flows/gates/findTokens.ts'
import { loadShop } from '../flows/shops/loadShop.ts'
import { adminDoor } from '../shopify.server.ts'

/** The longest text that is looked for. */
const MOST_TEXT = 255

/** Find tokens without their address: `?search=owls`, or a wallet that holds them. */
export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { query }) => {
    const shop = await loadShop(ctx, { myshopifyDomain })
    const text = (query.get('search') ?? '').slice(0, MOST_TEXT)
    return answerJson(formatFoundTokens(await findTokens(ctx, { shop, text })))
  },
})
