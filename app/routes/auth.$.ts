import { adminLoader } from '../admin/adminRoute.ts'
import { adminDoor } from '../shopify.server.ts'

/** Where Shopify's library keeps its own pages, such as the one that gets a session token. */
export const loader = adminLoader({ door: adminDoor, run: async () => null })
