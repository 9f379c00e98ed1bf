import type { ActionFunctionArgs } from '@remix-run/node'
import type { ClientActionFunctionArgs } from '@remix-run/react'
import { answerChange } from '../admin/answerChange.ts'
import { answerOffline } from '../admin/answerOffline.ts'
import { parseListId, parseUndo } from '../admin/lists/parseListForm.ts'
import type { ListAnswer } from '../admin/lists/views.ts'
import { publicContext } from '../context.server.ts'
import { undoListImport } from '../flows/lists/undoListImport.ts'
import { refuseMethod } from '../refuseRequest.ts'
import { authenticate } from '../shopify.server.ts'

/** Let a list be what it was before the last import. */
export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { session } = await authenticate.admin(request)
  return answerChange<{ listId: string; openedAt: number }, null, never>({
    request,
    parse: (body) => ({ listId: parseListId(params.list), ...parseUndo(body) }),
    run: async (wanted) => {
      await undoListImport(publicContext, { myshopifyDomain: session.shop, ...wanted })
      return null
    },
  })
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOffline(() => serverAction<ListAnswer<null>>())

export const loader = refuseMethod
