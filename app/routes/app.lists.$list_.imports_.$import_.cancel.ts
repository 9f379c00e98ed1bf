import type { ActionFunctionArgs } from '@remix-run/node'
import { answerListStep } from '../admin/lists/answerListStep.ts'
import { parseListId } from '../admin/lists/parseListForm.ts'
import { publicContext } from '../context.server.ts'
import { cancelListImport } from '../flows/lists/cancelListImport.ts'
import { refuseMethod } from '../refuseRequest.ts'
import { authenticate } from '../shopify.server.ts'

/** Forget an import that is not finished. */
export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { session } = await authenticate.admin(request)
  return answerListStep({
    request,
    parse: () => ({ listId: parseListId(params.list), importId: parseListId(params.import) }),
    run: async (wanted) => {
      await cancelListImport(publicContext, { myshopifyDomain: session.shop, ...wanted })
      return {}
    },
  })
}

export const loader = refuseMethod
