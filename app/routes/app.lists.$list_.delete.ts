import type { ActionFunctionArgs } from '@remix-run/node'
import type { ClientActionFunctionArgs } from '@remix-run/react'
import { answerChange } from '../admin/answerChange.ts'
import { answerOffline } from '../admin/answerOffline.ts'
import { parseListId } from '../admin/lists/parseListForm.ts'
import type { ListAnswer } from '../admin/lists/views.ts'
import { publicContext } from '../context.server.ts'
import { deleteList } from '../flows/lists/deleteList.ts'
import { refuseMethod } from '../refuseRequest.ts'
import { authenticate } from '../shopify.server.ts'

/** Delete a list that no gate needs. */
export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { session } = await authenticate.admin(request)
  return answerChange<{ listId: string }, null, never>({
    request,
    parse: () => ({ listId: parseListId(params.list) }),
    run: async (wanted) => {
      await deleteList(publicContext, { myshopifyDomain: session.shop, ...wanted })
      return null
    },
  })
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOffline(() => serverAction<ListAnswer<null>>())

export const loader = refuseMethod
