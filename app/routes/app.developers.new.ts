import { adminAction } from '../admin/adminRoute.ts'
import { formatSavedProject } from '../admin/developers/formatProjectView.ts'
import { parseProjectForm } from '../admin/developers/parseProjectForm.ts'
import type { SavedProject } from '../admin/developers/views.ts'
import { createProject } from '../flows/projects/createProject.ts'
import { adminDoor } from '../shopify.server.ts'

/** Create a project with one publishable key. */
export const action = adminAction({
  door: adminDoor,
  parse: parseProjectForm,
  run: async ({ ctx, myshopifyDomain }, form): Promise<SavedProject> =>
    formatSavedProject((await createProject(ctx, { asker: { myshopifyDomain }, form })).project),
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
