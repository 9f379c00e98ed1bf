import { useLoaderData } from '@remix-run/react'
import { adminLoader } from '../admin/adminRoute.ts'
import { formatLists } from '../admin/lists/formatLists.ts'
import { ListListPage } from '../admin/lists/ListListPage.tsx'
import { pageTitle } from '../admin/page/pageTitle.ts'
import { SECTIONS } from '../admin/page/sections.ts'
import { listLists } from '../flows/lists/listLists.ts'
import { adminDoor } from '../shopify.server.ts'

export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export { shouldLoadAgain as shouldRevalidate } from '../admin/shouldLoadAgain.ts'
export const meta = pageTitle(SECTIONS.lists.content)

export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }) => formatLists(await listLists(ctx, { myshopifyDomain })),
})

export default function Lists() {
  return <ListListPage {...useLoaderData<typeof loader>()} />
}
