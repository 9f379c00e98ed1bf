import type { ActionFunctionArgs } from '@remix-run/node'
import { answerListStep } from '../admin/lists/answerListStep.ts'
import { parseAskedAddress, parseListId } from '../admin/lists/parseListForm.ts'
import { publicContext } from '../context.server.ts'
import { checkListAddress } from '../flows/lists/checkListAddress.ts'
import { refuseMethod } from '../refuseRequest.ts'
import { authenticate } from '../shopify.server.ts'

/** Whether one wallet is on a list: for staff alone. */
export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { session } = await authenticate.admin(request)
  return answerListStep({
    request,
    parse: (body) => ({ listId: parseListId(params.list), ...parseAskedAddress(body) }),
    run: (wanted) => checkListAddress(publicContext, { myshopifyDomain: session.shop, ...wanted }),
  })
}

export const loader = refuseMethod
