import { useLoaderData } from '@remix-run/react'
import { adminLoader } from '../admin/adminRoute.ts'
import { CustomersPage } from '../admin/customers/CustomersPage.tsx'
import { formatCustomers } from '../admin/customers/formatCustomers.ts'
import { parseCustomerSearch } from '../admin/customers/parseCustomers.ts'
import { composePageMeta } from '../admin/page/composePageMeta.ts'
import { SECTIONS } from '../admin/page/sections.ts'
import { findCustomers } from '../flows/customers/findCustomers.ts'
import { listTaggedGates } from '../flows/customers/listTaggedGates.ts'
import { adminDoor } from '../shopify.server.ts'

export { canReload as shouldRevalidate } from '../admin/canReload.ts'
export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export const meta = composePageMeta(SECTIONS.customers.content)

export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { query }) => {
    const { asked, unknown, before } = parseCustomerSearch(query)
    const [tagged, found] = await Promise.all([
      listTaggedGates(ctx, { myshopifyDomain }),
      findCustomers(ctx, { myshopifyDomain, asked, before }),
    ])
    return formatCustomers({ ...tagged, ...found, unknown })
  },
})

export default function Customers() {
  return <CustomersPage {...useLoaderData<typeof loader>()} />
}
