import { adminAction } from '../admin/adminRoute.ts'
import { formatIssuedKey } from '../admin/developers/formatIssuedKey.ts'
import { parseKeyAddress } from '../admin/developers/parseProjectForm.ts'
import { rotateApiKey } from '../flows/projects/rotateApiKey.ts'
import { adminDoor } from '../shopify.server.ts'

/** Replace a key. The old key works for another 24 hours. */
export const action = adminAction({
  door: adminDoor,
  parse: (_body, params) => parseKeyAddress(params),
  run: async ({ ctx, myshopifyDomain }, address) =>
    formatIssuedKey(await rotateApiKey(ctx, { asker: { myshopifyDomain }, ...address })),
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
