import { useLoaderData } from '@remix-run/react'
import { adminLoader } from '../admin/adminRoute.ts'
import styles from '../admin/analytics/analytics.css?url'
import { formatLog } from '../admin/analytics/formatLog.ts'
import { LogPage } from '../admin/analytics/LogPage.tsx'
import { parseLogQuery } from '../admin/analytics/parseAnalyticsQuery.ts'
import { composePageMeta } from '../admin/page/composePageMeta.ts'
import { listUnlocks } from '../flows/numbers/listUnlocks.ts'
import { adminDoor } from '../shopify.server.ts'

export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export const meta = composePageMeta('Unlock log')
export const links = () => [{ rel: 'stylesheet', href: styles }]

const PAGE_LENGTH = 50

export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { query }) => ({
    log: formatLog(await listUnlocks(ctx, { myshopifyDomain, ...parseLogQuery(query), limit: PAGE_LENGTH })),
  }),
})

export default function Log() {
  return <LogPage {...useLoaderData<typeof loader>()} />
}
