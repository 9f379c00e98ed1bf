import { useLoaderData } from '@remix-run/react'
import { adminLoader } from '../admin/adminRoute.ts'
import { formatApiAddresses } from '../admin/developers/formatApiAddresses.ts'
import { formatProjectList } from '../admin/developers/formatProjectList.ts'
import { ProjectListPage } from '../admin/developers/ProjectListPage.tsx'
import { composePageMeta } from '../admin/page/composePageMeta.ts'
import { SECTIONS } from '../admin/page/sections.ts'
import { listProjects } from '../flows/projects/listProjects.ts'
import { adminDoor } from '../shopify.server.ts'

export { canReload as shouldRevalidate } from '../admin/canReload.ts'
export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export const meta = composePageMeta(SECTIONS.developers.content)

export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }) => ({
    ...formatProjectList(await listProjects(ctx, { asker: { myshopifyDomain } })),
    addresses: formatApiAddresses(ctx),
  }),
})

export default function Developers() {
  return <ProjectListPage {...useLoaderData<typeof loader>()} />
}
