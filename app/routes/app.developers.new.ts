import { adminAction } from '../admin/adminRoute.ts'
import { formatSavedProject } from '../admin/developers/formatProjectView.ts'
import { parseNewProject } from '../admin/developers/parseProjectForm.ts'
import type { SavedProject } from '../admin/developers/views.ts'
import { createProject } from '../flows/projects/createProject.ts'
import { adminDoor } from '../shopify.server.ts'

/** Create a project with one publishable key. */
export const action = adminAction({
  door: adminDoor,
  parse: parseNewProject,
  run: async ({ ctx, myshopifyDomain }, asked): Promise<SavedProject> =>
    formatSavedProject((await createProject(ctx, { asker: { myshopifyDomain }, ...asked })).project),
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
