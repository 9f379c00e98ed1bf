import type { ActionFunctionArgs } from '@remix-run/node'
import type { ClientActionFunctionArgs } from '@remix-run/react'
import { answerChange } from '../admin/answerChange.ts'
import { answerOffline } from '../admin/answerOffline.ts'
import { parseListNameBody } from '../admin/lists/parseListForm.ts'
import type { ListAnswer } from '../admin/lists/views.ts'
import { publicContext } from '../context.server.ts'
import { createList } from '../flows/lists/createList.ts'
import { refuseMethod } from '../refuseRequest.ts'
import { authenticate } from '../shopify.server.ts'

/** Make an empty list. */
export const action = async ({ request }: ActionFunctionArgs) => {
  const { session } = await authenticate.admin(request)
  return answerChange<{ name: string }, { id: string }, never>({
    request,
    parse: parseListNameBody,
    run: async ({ name }) => {
      const { id } = await createList(publicContext, { myshopifyDomain: session.shop, name })
      return { id }
    },
  })
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOffline(() => serverAction<ListAnswer<{ id: string }>>())

export const loader = refuseMethod
