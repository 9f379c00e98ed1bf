import { useLoaderData } from '@remix-run/react'
import { adminAction, adminLoader } from '../admin/adminRoute.ts'
import { formatApiAddresses } from '../admin/developers/formatApiAddresses.ts'
import { formatProjectView, formatSavedProject } from '../admin/developers/formatProjectView.ts'
import { OpenedProject } from '../admin/developers/OpenedProject.tsx'
import { parseProjectEdit, parseProjectId } from '../admin/developers/parseProjectForm.ts'
import type { SavedProject } from '../admin/developers/views.ts'
import { formatChains } from '../admin/formatChains.ts'
import { composePageMeta } from '../admin/page/composePageMeta.ts'
import { configuredChains } from '../context.server.ts'
import { loadProjectPage } from '../flows/projects/loadProjectPage.ts'
import { updateProject } from '../flows/projects/updateProject.ts'
import { adminDoor } from '../shopify.server.ts'

export { canReload as shouldRevalidate } from '../admin/canReload.ts'
export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export const meta = composePageMeta<typeof loader>(
  'Project',
  ({ project }) => `${project.form.name} · Developers`,
)

export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { params }) => {
    const projectId = parseProjectId(params.project)
    return {
      project: formatProjectView(await loadProjectPage(ctx, { myshopifyDomain, projectId })),
      chains: formatChains(configuredChains),
      addresses: formatApiAddresses(ctx),
    }
  },
})

export const action = adminAction({
  door: adminDoor,
  parse: (body, { project }) => ({ projectId: parseProjectId(project), ...parseProjectEdit(body) }),
  run: async ({ ctx, myshopifyDomain }, edit): Promise<SavedProject> =>
    formatSavedProject(await updateProject(ctx, { asker: { myshopifyDomain }, ...edit })),
})

export { clientAction } from '../admin/clientAction.ts'

export default function Project() {
  return <OpenedProject {...useLoaderData<typeof loader>()} />
}
