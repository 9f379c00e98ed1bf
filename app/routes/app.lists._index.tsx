import { useLoaderData } from '@remix-run/react'
import { adminLoader } from '../admin/adminRoute.ts'
import { formatLists } from '../admin/lists/formatLists.ts'
import { ListListPage } from '../admin/lists/ListListPage.tsx'
import { composePageMeta } from '../admin/page/composePageMeta.ts'
import { SECTIONS } from '../admin/page/sections.ts'
import { listLists } from '../flows/lists/listLists.ts'
import { adminDoor } from '../shopify.server.ts'

export { canReload as shouldRevalidate } from '../admin/canReload.ts'
export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export const meta = composePageMeta(SECTIONS.lists.content)

export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }) => formatLists(await listLists(ctx, { myshopifyDomain })),
})

export default function Lists() {
  return <ListListPage {...useLoaderData<typeof loader>()} />
}
