import { useLoaderData } from '@remix-run/react'
import { adminLoader } from '../admin/adminRoute.ts'
import { composePageMeta } from '../admin/page/composePageMeta.ts'
import { ImportGatesPage } from '../admin/transfer/ImportGatesPage.tsx'
import { loadShop } from '../flows/shops/loadShop.ts'
import { adminDoor } from '../shopify.server.ts'

export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export const meta = composePageMeta('Import gates')
// Saves of the import load no data again: the page has none that they change.
export const shouldRevalidate = () => false

export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }) => {
    const { currencyCode } = await loadShop(ctx, { myshopifyDomain })
    return { shop: myshopifyDomain, currency: currencyCode }
  },
})

export default function ImportGates() {
  return <ImportGatesPage {...useLoaderData<typeof loader>()} />
}
