import type { ActionFunctionArgs } from '@remix-run/node'
import { answerListStep } from '../admin/lists/answerListStep.ts'
import { parseListId } from '../admin/lists/parseListForm.ts'
import type { FinishedView } from '../admin/lists/views.ts'
import { publicContext } from '../context.server.ts'
import { finishListImport } from '../flows/lists/finishListImport.ts'
import { refuseMethod } from '../refuseRequest.ts'
import { authenticate } from '../shopify.server.ts'

/** Let an import be the list, or join it. */
export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { session } = await authenticate.admin(request)
  return answerListStep({
    request,
    parse: () => ({ listId: parseListId(params.list), importId: parseListId(params.import) }),
    run: async (wanted): Promise<FinishedView> => {
      const { list, known } = await finishListImport(publicContext, {
        myshopifyDomain: session.shop,
        ...wanted,
      })
      return { size: list.size, known }
    },
  })
}

export const loader = refuseMethod
