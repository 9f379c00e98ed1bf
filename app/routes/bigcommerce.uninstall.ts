import { callbackLoader } from '../admin/callbacks/callbackLoader.ts'
import { verifyStoreCallback } from '../bigcommerce.server.ts'
import { jobBell, publicContext } from '../context.server.ts'
import { uninstallStore } from '../flows/shops/uninstallStore.ts'

/** Delete what gives access to a store that uninstalls the app. */
export const loader = callbackLoader({
  run: async (query) => {
    await uninstallStore(publicContext, { callback: verifyStoreCallback(query.get('signed_payload_jwt')) })
    jobBell.ring()
    return null
  },
})
