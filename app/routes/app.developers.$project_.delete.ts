import type { ActionFunctionArgs } from '@remix-run/node'
import type { ClientActionFunctionArgs } from '@remix-run/react'
import { answerOffline } from '../admin/answerOffline.ts'
import { answerProjectChange } from '../admin/developers/answerProjectChange.ts'
import { parseProjectId } from '../admin/developers/parseProjectForm.ts'
import type { ProjectAnswer } from '../admin/developers/views.ts'
import { adminContext } from '../context.server.ts'
import { deleteProject } from '../flows/projects/deleteProject.ts'
import { refuseMethod } from '../refuseRequest.ts'
import { authenticate } from '../shopify.server.ts'

/** Delete a project with its keys. */
export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  const asker = { myshopifyDomain: session.shop }
  return answerProjectChange({
    request,
    parse: () => parseProjectId(params.project),
    run: async (projectId) => {
      await deleteProject(ctx, { asker, projectId })
      return null
    },
  })
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOffline(() => serverAction<ProjectAnswer<null>>())

export const loader = refuseMethod
