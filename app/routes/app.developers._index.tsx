import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { answerPage } from '../admin/answerPage.ts'
import { formatApiAddresses } from '../admin/developers/formatApiAddresses.ts'
import { formatProjectList } from '../admin/developers/formatProjectList.ts'
import { ProjectListPage } from '../admin/developers/ProjectListPage.tsx'
import { PageFailure } from '../admin/page/PageFailure.tsx'
import { shouldLoadAgain } from '../admin/shouldLoadAgain.ts'
import { adminContext } from '../context.server.ts'
import { listProjects } from '../flows/projects/listProjects.ts'
import { authenticate } from '../shopify.server.ts'

export const ErrorBoundary = PageFailure
export const shouldRevalidate = shouldLoadAgain
export const meta = () => [{ title: 'Developers' }]

export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  const asker = { myshopifyDomain: session.shop }
  return answerPage(async () => ({
    ...formatProjectList(await listProjects(ctx, { asker })),
    addresses: formatApiAddresses(ctx),
  }))
}

export default function Developers() {
  return <ProjectListPage {...useLoaderData<typeof loader>()} />
}
