import { useLoaderData } from '@remix-run/react'
import { adminLoader } from '../admin/adminRoute.ts'
import { CustomerPage } from '../admin/customers/CustomerPage.tsx'
import { formatCustomerPage } from '../admin/customers/formatCustomers.ts'
import { parseCustomerId } from '../admin/customers/parseCustomers.ts'
import { composePageMeta } from '../admin/page/composePageMeta.ts'
import { composeShopLink } from '../admin/page/composeShopLink.ts'
import { loadCustomer } from '../flows/privacy/loadCustomer.ts'
import { adminDoor } from '../shopify.server.ts'

export { canReload as shouldRevalidate } from '../admin/canReload.ts'
export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export const meta = composePageMeta<typeof loader>('Customer', ({ id }) => `Customer ${id}`)

export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { params }) => {
    const customerId = parseCustomerId(params.customer)
    const found = await loadCustomer(ctx, { myshopifyDomain, customerId })
    const link = composeShopLink({ myshopifyDomain, page: 'customers', id: customerId })
    return { ...formatCustomerPage(found), link }
  },
})

export default function Customer() {
  return <CustomerPage {...useLoaderData<typeof loader>()} />
}
