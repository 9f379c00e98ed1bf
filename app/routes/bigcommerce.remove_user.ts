import { callbackLoader } from '../admin/callbacks/callbackLoader.ts'
import { verifyStoreCallback } from '../bigcommerce.server.ts'
import { publicContext } from '../context.server.ts'

/** End the sessions of a member of a store's staff who may not use the app any more. */
export const loader = callbackLoader({
  run: async (query) => {
    const { myshopifyDomain, userId } = verifyStoreCallback(query.get('signed_payload_jwt'))
    await publicContext.members.remove({ myshopifyDomain, userId })
    return null
  },
})
