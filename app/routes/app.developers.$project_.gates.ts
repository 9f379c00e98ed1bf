import { adminAction } from '../admin/adminRoute.ts'
import { parseGateRight, parseProjectId } from '../admin/developers/parseProjectForm.ts'
import { setGateRight } from '../flows/projects/setGateRight.ts'
import { adminDoor } from '../shopify.server.ts'

/** Let the secret keys of a project manage gates, or end that. */
export const action = adminAction({
  door: adminDoor,
  parse: (body, { project }) => ({ projectId: parseProjectId(project), ...parseGateRight(body) }),
  run: async ({ ctx, myshopifyDomain, actor }, right) => {
    await setGateRight(ctx, { myshopifyDomain, actor, ...right })
  },
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
