import { callbackLoader } from '../admin/callbacks/callbackLoader.ts'
import { verifyStoreCallback } from '../bigcommerce.server.ts'
import { publicContext } from '../context.server.ts'
import { loadStore } from '../flows/shops/loadStore.ts'

/** Open the app in the control panel of BigCommerce. */
export const loader = callbackLoader({
  run: async (query) =>
    loadStore(publicContext, { callback: verifyStoreCallback(query.get('signed_payload_jwt')) }),
})
