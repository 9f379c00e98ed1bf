import type { ActionFunctionArgs } from '@remix-run/node'
import type { ClientActionFunctionArgs } from '@remix-run/react'
import { answerOffline } from '../admin/answerOffline.ts'
import { answerProjectChange } from '../admin/developers/answerProjectChange.ts'
import { formatIssuedKey } from '../admin/developers/formatIssuedKey.ts'
import { parseNewKey, parseProjectId } from '../admin/developers/parseProjectForm.ts'
import type { IssuedKeyView, ProjectAnswer } from '../admin/developers/views.ts'
import { adminContext } from '../context.server.ts'
import { createApiKey } from '../flows/projects/createApiKey.ts'
import { refuseMethod } from '../refuseRequest.ts'
import { authenticate } from '../shopify.server.ts'

/** Make a key; the text of a secret one is told in this answer alone. */
export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  const asker = { myshopifyDomain: session.shop }
  return answerProjectChange({
    request,
    parse: (body) => ({ projectId: parseProjectId(params.project), ...parseNewKey(body) }),
    run: async (wanted) => formatIssuedKey(await createApiKey(ctx, { asker, ...wanted })),
  })
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOffline(() => serverAction<ProjectAnswer<IssuedKeyView>>())

export const loader = refuseMethod
