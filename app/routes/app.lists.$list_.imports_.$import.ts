import type { ActionFunctionArgs } from '@remix-run/node'
import { answerListStep } from '../admin/lists/answerListStep.ts'
import { parseImportLines, parseListId } from '../admin/lists/parseListForm.ts'
import { publicContext } from '../context.server.ts'
import { appendListLines } from '../flows/lists/appendListLines.ts'
import { refuseMethod } from '../refuseRequest.ts'
import { authenticate } from '../shopify.server.ts'

/** Bring the next lines to an import. */
export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { session } = await authenticate.admin(request)
  return answerListStep({
    request,
    parse: (body) => ({
      listId: parseListId(params.list),
      importId: parseListId(params.import),
      ...parseImportLines(body),
    }),
    run: (wanted) => appendListLines(publicContext, { myshopifyDomain: session.shop, ...wanted }),
  })
}

export const loader = refuseMethod
