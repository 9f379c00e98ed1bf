import { useLoaderData } from '@remix-run/react'
import { adminLoader } from '../admin/adminRoute.ts'
import { HomePage } from '../admin/home/HomePage.tsx'
import { composePageMeta } from '../admin/page/composePageMeta.ts'
import { SECTIONS } from '../admin/page/sections.ts'
import { formatProblems } from '../admin/problems/formatProblems.ts'
import { listGates } from '../flows/gates/listGates.ts'
import { repairShopProblems } from '../flows/shops/repairShopProblems.ts'
import { adminDoor } from '../shopify.server.ts'

export { canReload as shouldRevalidate } from '../admin/canReload.ts'
export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export const meta = composePageMeta(SECTIONS.home.content)

export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }) => {
    const { gates, unreadable } = await listGates(ctx, { myshopifyDomain })
    return {
      gates: gates.length + unreadable.length,
      // Shopify and the storefront are asked after the page.
      problems: formatProblems({
        find: () => repairShopProblems(ctx, { myshopifyDomain }),
        warn: ctx.log.warn,
      }),
    }
  },
})

export default function Home() {
  return <HomePage {...useLoaderData<typeof loader>()} />
}
