import { adminAction } from '../admin/adminRoute.ts'
import { formatIssuedKey } from '../admin/developers/formatIssuedKey.ts'
import { parseKeyAddress } from '../admin/developers/parseProjectForm.ts'
import { rollApiKey } from '../flows/projects/rollApiKey.ts'
import { adminDoor } from '../shopify.server.ts'

/** Replace a key. The old key works for another 24 hours. */
export const action = adminAction({
  door: adminDoor,
  parse: (_body, params) => parseKeyAddress(params),
  run: async ({ ctx, myshopifyDomain }, address) =>
    formatIssuedKey(await rollApiKey(ctx, { asker: { myshopifyDomain }, ...address })),
})

export { clientAction } from '../admin/clientAction.ts'
export { refuseMethod as loader } from '../refuseRequest.ts'
