import { useLoaderData } from '@remix-run/react'
import { adminLoader } from '../admin/adminRoute.ts'
import { formatHistory } from '../admin/history/formatHistory.ts'
import { HistoryPage } from '../admin/history/HistoryPage.tsx'
import { parseHistoryQuery } from '../admin/history/parseHistory.ts'
import { composePageMeta } from '../admin/page/composePageMeta.ts'
import { listGateChanges } from '../flows/gates/listGateChanges.ts'
import { adminDoor } from '../shopify.server.ts'

export { canReload as shouldRevalidate } from '../admin/canReload.ts'
export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export const meta = composePageMeta('History')

export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { query }) => {
    const asked = parseHistoryQuery(query)
    return formatHistory({ ...(await listGateChanges(ctx, { myshopifyDomain, ...asked })), gate: asked.gate })
  },
})

export default function History() {
  return <HistoryPage {...useLoaderData<typeof loader>()} />
}
