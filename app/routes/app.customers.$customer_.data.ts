import { adminLoader } from '../admin/adminRoute.ts'
import { parseCustomerId } from '../admin/customers/parseCustomers.ts'
import { formatCustomerFile } from '../admin/privacy/formatCustomerFile.ts'
import { loadCustomer } from '../flows/privacy/loadCustomer.ts'
import { adminDoor } from '../shopify.server.ts'

/** Download all that is stored about a customer, as a JSON file: the same that a data request gets. */
export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { params }) => {
    const customerId = parseCustomerId(params.customer)
    const { record } = await loadCustomer(ctx, { myshopifyDomain, customerId })
    const request = { customerId, orderIds: [], receivedAt: ctx.now() }
    return new Response(formatCustomerFile({ shop: myshopifyDomain, request, record }), {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="customer-${customerId}.json"`,
        'cache-control': 'no-store',
      },
    })
  },
})
