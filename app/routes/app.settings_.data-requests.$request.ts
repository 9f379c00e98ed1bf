import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import type { ClientActionFunctionArgs } from '@remix-run/react'
import { answerChange } from '../admin/answerChange.ts'
import { answerOffline } from '../admin/answerOffline.ts'
import { answerPage } from '../admin/answerPage.ts'
import { formatCustomerFile } from '../admin/privacy/formatCustomerFile.ts'
import { parseDataRequestId } from '../admin/privacy/parseDataRequestId.ts'
import type { ChangeAnswer } from '../admin/views.ts'
import { adminContext } from '../context.server.ts'
import { answerDataRequest } from '../flows/privacy/answerDataRequest.ts'
import { exportDataRequest } from '../flows/privacy/exportDataRequest.ts'
import { authenticate } from '../shopify.server.ts'

/** What is kept of the customer who asked, as a file. */
export const loader = async ({ request, params }: LoaderFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  return answerPage(async () => {
    const id = parseDataRequestId(params.request)
    const found = await exportDataRequest(ctx, { myshopifyDomain: session.shop, id })
    return new Response(formatCustomerFile({ shop: session.shop, ...found }), {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="customer-data-${id}.json"`,
        'cache-control': 'no-store',
      },
    })
  })
}

/** Note that the customer has their answer. */
export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  return answerChange({
    request,
    parse: () => parseDataRequestId(params.request),
    run: async (id) => {
      await answerDataRequest(ctx, { myshopifyDomain: session.shop, id })
      return null
    },
  })
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOffline(() => serverAction<ChangeAnswer<null>>())
