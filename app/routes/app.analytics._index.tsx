import { useLoaderData } from '@remix-run/react'
import { adminLoader } from '../admin/adminRoute.ts'
import styles from '../admin/analytics/analytics.css?url'
import { formatNumbers } from '../admin/analytics/formatNumbers.ts'
import { NumbersPage } from '../admin/analytics/NumbersPage.tsx'
import { parseAnalyticsQuery } from '../admin/analytics/parseAnalyticsQuery.ts'
import { composePageMeta } from '../admin/page/composePageMeta.ts'
import { SECTIONS } from '../admin/page/sections.ts'
import { loadNumbers } from '../flows/numbers/loadNumbers.ts'
import { adminDoor } from '../shopify.server.ts'

export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export const meta = composePageMeta(SECTIONS.analytics.content)
export const links = () => [{ rel: 'stylesheet', href: styles }]

export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { query }) => ({
    numbers: formatNumbers(await loadNumbers(ctx, { myshopifyDomain, ...parseAnalyticsQuery(query) })),
  }),
})

export default function Analytics() {
  return <NumbersPage {...useLoaderData<typeof loader>()} />
}
