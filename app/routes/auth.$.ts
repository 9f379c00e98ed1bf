import { adminLoader } from '../admin/adminRoute.ts'
import { adminDoor } from '../shopify.server.ts'

/** Serve the pages of Shopify's library, such as the one that gets a session token. */
export const loader = adminLoader({ door: adminDoor, run: async () => null })
