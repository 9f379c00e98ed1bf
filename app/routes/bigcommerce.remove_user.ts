import { callbackLoader } from '../admin/callbacks/callbackLoader.ts'
import { verifyStoreCallback } from '../bigcommerce.server.ts'
import { publicContext } from '../context.server.ts'
import { removeMember } from '../flows/shops/removeMember.ts'

/** End the sessions of a member of a store's staff who may not use the app any more. */
export const loader = callbackLoader({
  run: async (query) => {
    await removeMember(publicContext, { callback: verifyStoreCallback(query.get('signed_payload_jwt')) })
    return null
  },
})
