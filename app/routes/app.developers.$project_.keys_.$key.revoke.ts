import { adminAction } from '../admin/adminRoute.ts'
import { parseKeyAddress } from '../admin/developers/parseProjectForm.ts'
import { revokeApiKey } from '../flows/projects/revokeApiKey.ts'
import { adminDoor } from '../shopify.server.ts'

/** Revoke a key. */
export const action = adminAction({
  door: adminDoor,
  parse: (_body, params) => parseKeyAddress(params),
  run: async ({ ctx, myshopifyDomain }, address) => {
    await revokeApiKey(ctx, { asker: { myshopifyDomain }, ...address })
  },
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
