import { adminAction } from '../admin/adminRoute.ts'
import { parseProjectId } from '../admin/developers/parseProjectForm.ts'
import { deleteProject } from '../flows/projects/deleteProject.ts'
import { adminDoor } from '../shopify.server.ts'

/** Delete a project with its keys. */
export const action = adminAction({
  door: adminDoor,
  parse: (_body, { project }) => parseProjectId(project),
  run: async ({ ctx, myshopifyDomain }, projectId) => {
    await deleteProject(ctx, { asker: { myshopifyDomain }, projectId })
  },
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
