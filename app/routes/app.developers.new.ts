import type { ActionFunctionArgs } from '@remix-run/node'
import type { ClientActionFunctionArgs } from '@remix-run/react'
import { answerOffline } from '../admin/answerOffline.ts'
import { answerProjectChange } from '../admin/developers/answerProjectChange.ts'
import { formatSavedProject } from '../admin/developers/formatProjectView.ts'
import { parseProjectForm } from '../admin/developers/parseProjectForm.ts'
import type { ProjectAnswer, SavedProject } from '../admin/developers/views.ts'
import { adminContext } from '../context.server.ts'
import { createProject } from '../flows/projects/createProject.ts'
import { refuseMethod } from '../refuseRequest.ts'
import { authenticate } from '../shopify.server.ts'

/** Make a project, with one publishable key. */
export const action = async ({ request }: ActionFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  const asker = { myshopifyDomain: session.shop }
  return answerProjectChange({
    request,
    parse: parseProjectForm,
    run: async (form) => formatSavedProject((await createProject(ctx, { asker, form })).project),
  })
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOffline(() => serverAction<ProjectAnswer<SavedProject>>())

export const loader = refuseMethod
