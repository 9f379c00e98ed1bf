import { adminBlockLoader } from '../admin/adminRoute.ts'
import { parseItemQuery } from '../admin/callbacks/parseItemQuery.ts'
import { listStoreItems } from '../bigcommerce.server.ts'
import { adminDoor } from '../shopify.server.ts'

/** List products, variants or categories of a BigCommerce store, for the dialog that picks them. */
export const loader = adminBlockLoader({
  door: adminDoor,
  run: async ({ myshopifyDomain }, { query }) => ({
    items: await listStoreItems({ myshopifyDomain, ...parseItemQuery(query) }),
  }),
})
