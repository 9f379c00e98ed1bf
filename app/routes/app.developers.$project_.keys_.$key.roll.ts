import type { ActionFunctionArgs } from '@remix-run/node'
import type { ClientActionFunctionArgs } from '@remix-run/react'
import { answerOffline } from '../admin/answerOffline.ts'
import { answerProjectChange } from '../admin/developers/answerProjectChange.ts'
import { formatIssuedKey } from '../admin/developers/formatIssuedKey.ts'
import { parseKeyAddress } from '../admin/developers/parseProjectForm.ts'
import type { IssuedKeyView, ProjectAnswer } from '../admin/developers/views.ts'
import { adminContext } from '../context.server.ts'
import { rollApiKey } from '../flows/projects/rollApiKey.ts'
import { refuseMethod } from '../refuseRequest.ts'
import { authenticate } from '../shopify.server.ts'

/** Make a new key in a key’s place; the old one works for another day. */
export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  const asker = { myshopifyDomain: session.shop }
  return answerProjectChange({
    request,
    parse: () => parseKeyAddress(params),
    run: async (address) => formatIssuedKey(await rollApiKey(ctx, { asker, ...address })),
  })
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOffline(() => serverAction<ProjectAnswer<IssuedKeyView>>())

export const loader = refuseMethod
