import { useLoaderData } from '@remix-run/react'
import { adminLoader } from '../admin/adminRoute.ts'
import analyticsStyles from '../admin/analytics/analytics.css?url'
import { formatRecent } from '../admin/analytics/formatNumbers.ts'
import { formatHealth } from '../admin/home/formatHealth.ts'
import { formatHome } from '../admin/home/formatHome.ts'
import { HomePage } from '../admin/home/HomePage.tsx'
import styles from '../admin/home/home.css?url'
import { loadHealth } from '../admin/home/loadHealth.ts'
import { composePageMeta } from '../admin/page/composePageMeta.ts'
import { SECTIONS } from '../admin/page/sections.ts'
import { listEndpoints } from '../context.server.ts'
import { platformOf } from '../core/gate/platform.ts'
import { loadRecentNumbers } from '../flows/numbers/loadRecentNumbers.ts'
import { checkHealth } from '../flows/shops/checkHealth.ts'
import { loadHome } from '../flows/shops/loadHome.ts'
import { adminDoor } from '../shopify.server.ts'

export { canReload as shouldRevalidate } from '../admin/canReload.ts'
export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export const meta = composePageMeta(SECTIONS.home.content)
export const links = () => [styles, analyticsStyles].map((href) => ({ rel: 'stylesheet', href }))

export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }) => {
    const { shop, gates, guide } = await loadHome(ctx, { myshopifyDomain })
    const isStore = platformOf(myshopifyDomain) === 'bigcommerce'
    const numbers = await loadRecentNumbers(ctx, { shop })
    const hasUnlocked = numbers.totals.unlocks > 0
    return {
      recent: formatRecent({ shop, ...numbers }),
      home: formatHome({ gates, guide, timeZone: shop.ianaTimezone, hasUnlocked, isStore }),
      // Shopify, the storefront and the chains are asked after the page.
      health: loadHealth({
        load: async () =>
          formatHealth({
            health: await checkHealth(ctx, { myshopifyDomain }),
            endpoints: listEndpoints(),
            isStore,
          }),
        warn: ctx.log.warn,
        isStore,
      }),
    }
  },
})

export default function Home() {
  return <HomePage {...useLoaderData<typeof loader>()} />
}
