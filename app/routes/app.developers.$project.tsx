import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react'
import { answerOffline } from '../admin/answerOffline.ts'
import { answerPage } from '../admin/answerPage.ts'
import { answerProjectChange } from '../admin/developers/answerProjectChange.ts'
import { DevelopersFailure } from '../admin/developers/DevelopersFailure.tsx'
import { formatApiAddresses } from '../admin/developers/formatApiAddresses.ts'
import { formatProjectView, formatSavedProject } from '../admin/developers/formatProjectView.ts'
import { OpenedProject } from '../admin/developers/OpenedProject.tsx'
import { parseProjectEdit, parseProjectId } from '../admin/developers/parseProjectForm.ts'
import type { ProjectAnswer, SavedProject } from '../admin/developers/views.ts'
import { formatChains } from '../admin/formatChains.ts'
import { shouldLoadAgain } from '../admin/shouldLoadAgain.ts'
import { adminContext, configuredChains } from '../context.server.ts'
import { loadProject } from '../flows/projects/loadProject.ts'
import { updateProject } from '../flows/projects/updateProject.ts'
import { authenticate } from '../shopify.server.ts'

export const ErrorBoundary = DevelopersFailure
export const shouldRevalidate = shouldLoadAgain
export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.project.form.name} · Developers` : 'Project' },
]

export const loader = async ({ request, params }: LoaderFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  const asker = { myshopifyDomain: session.shop }
  return answerPage(async () => {
    const projectId = parseProjectId(params.project)
    return {
      project: formatProjectView(await loadProject(ctx, { asker, projectId })),
      chains: formatChains(configuredChains),
      addresses: formatApiAddresses(ctx),
    }
  })
}

export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  const asker = { myshopifyDomain: session.shop }
  return answerProjectChange({
    request,
    parse: (body) => ({ projectId: parseProjectId(params.project), ...parseProjectEdit(body) }),
    run: async (edit) => formatSavedProject(await updateProject(ctx, { asker, ...edit })),
  })
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOffline(() => serverAction<ProjectAnswer<SavedProject>>())

export default function Project() {
  return <OpenedProject {...useLoaderData<typeof loader>()} />
}
