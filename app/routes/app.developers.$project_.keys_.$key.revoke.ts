import type { ActionFunctionArgs } from '@remix-run/node'
import type { ClientActionFunctionArgs } from '@remix-run/react'
import { answerOffline } from '../admin/answerOffline.ts'
import { answerProjectChange } from '../admin/developers/answerProjectChange.ts'
import { parseKeyAddress } from '../admin/developers/parseProjectForm.ts'
import type { ProjectAnswer } from '../admin/developers/views.ts'
import { adminContext } from '../context.server.ts'
import { endApiKey } from '../flows/projects/endApiKey.ts'
import { refuseMethod } from '../refuseRequest.ts'
import { authenticate } from '../shopify.server.ts'

/** Revoke a key. */
export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  const asker = { myshopifyDomain: session.shop }
  return answerProjectChange({
    request,
    parse: () => parseKeyAddress(params),
    run: async (address) => {
      await endApiKey(ctx, { asker, ...address })
      return null
    },
  })
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOffline(() => serverAction<ProjectAnswer<null>>())

export const loader = refuseMethod
