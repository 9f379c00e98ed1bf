import { callbackLoader } from '../admin/callbacks/callbackLoader.ts'
import { jobBell, publicContext } from '../context.server.ts'
import { installStore } from '../flows/shops/installStore.ts'
import { shopContext } from '../shopify.server.ts'

/** Install the app in a store of BigCommerce. */
export const loader = callbackLoader({
  run: async (query) => {
    const asked = (name: string) => query.get(name) ?? ''
    const installed = await installStore(publicContext, {
      ...{ code: asked('code'), context: asked('context'), scope: asked('scope') },
      shopContext,
    })
    jobBell.ring()
    return installed
  },
})
