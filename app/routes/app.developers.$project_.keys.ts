import { adminAction } from '../admin/adminRoute.ts'
import { formatIssuedKey } from '../admin/developers/formatIssuedKey.ts'
import { parseNewKey, parseProjectId } from '../admin/developers/parseProjectForm.ts'
import { createApiKey } from '../flows/projects/createApiKey.ts'
import { adminDoor } from '../shopify.server.ts'

/** Create a key. Only this answer contains the text of a secret key. */
export const action = adminAction({
  door: adminDoor,
  parse: (body, { project }) => ({ projectId: parseProjectId(project), ...parseNewKey(body) }),
  run: async ({ ctx, myshopifyDomain }, wanted) =>
    formatIssuedKey(await createApiKey(ctx, { asker: { myshopifyDomain }, ...wanted })),
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
