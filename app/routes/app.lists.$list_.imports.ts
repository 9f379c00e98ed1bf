import type { ActionFunctionArgs } from '@remix-run/node'
import { answerListStep } from '../admin/lists/answerListStep.ts'
import { parseImportMode, parseListId } from '../admin/lists/parseListForm.ts'
import { publicContext } from '../context.server.ts'
import { startListImport } from '../flows/lists/startListImport.ts'
import { refuseMethod } from '../refuseRequest.ts'
import { authenticate } from '../shopify.server.ts'

/** Begin an import. */
export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { session } = await authenticate.admin(request)
  return answerListStep({
    request,
    parse: (body) => ({ listId: parseListId(params.list), ...parseImportMode(body) }),
    run: (wanted) => startListImport(publicContext, { myshopifyDomain: session.shop, ...wanted }),
  })
}

export const loader = refuseMethod
