import { adminAction } from '../admin/adminRoute.ts'
import { parseKeyAddress } from '../admin/developers/parseProjectForm.ts'
import { endApiKey } from '../flows/projects/endApiKey.ts'
import { adminDoor } from '../shopify.server.ts'

/** Revoke a key. */
export const action = adminAction({
  door: adminDoor,
  parse: (_body, params) => parseKeyAddress(params),
  run: async ({ ctx, myshopifyDomain }, address) => {
    await endApiKey(ctx, { asker: { myshopifyDomain }, ...address })
  },
})

export { clientAction } from '../admin/clientAction.ts'
export { refuseMethod as loader } from '../refuseRequest.ts'
