import { adminAction, adminLoader } from '../admin/adminRoute.ts'
import { formatCustomerFile } from '../admin/privacy/formatCustomerFile.ts'
import { parseDataRequestId } from '../admin/privacy/parseDataRequestId.ts'
import { answerDataRequest } from '../flows/privacy/answerDataRequest.ts'
import { loadCustomerData } from '../flows/privacy/loadCustomerData.ts'
import { adminDoor } from '../shopify.server.ts'

/** Download all data that the app stores about the customer who asked, as a JSON file. */
export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { params }) => {
    const id = parseDataRequestId(params.request)
    const found = await loadCustomerData(ctx, { myshopifyDomain, id })
    return new Response(formatCustomerFile({ shop: myshopifyDomain, ...found }), {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="customer-data-${id}.json"`,
        'cache-control': 'no-store',
      },
    })
  },
})

/** Record that the merchant has answered the customer. */
export const action = adminAction({
  door: adminDoor,
  parse: (_body, { request }) => parseDataRequestId(request),
  run: ({ ctx, myshopifyDomain }, id) => answerDataRequest(ctx, { myshopifyDomain, id }),
})

export { clientAction } from '../admin/clientAction.ts'
