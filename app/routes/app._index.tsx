import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { answerPage } from '../admin/answerPage.ts'
import { formatGateList } from '../admin/formatGateList.ts'
import { GateListPage } from '../admin/list/GateListPage.tsx'
import { PageFailure } from '../admin/page/PageFailure.tsx'
import { formatProblems } from '../admin/problems/formatProblems.ts'
import { shouldLoadAgain } from '../admin/shouldLoadAgain.ts'
import { adminContext } from '../context.server.ts'
import { findProducts } from '../flows/gates/findProducts.ts'
import { listGates } from '../flows/gates/listGates.ts'
import { tendShop } from '../flows/shops/tendShop.ts'
import { authenticate } from '../shopify.server.ts'

export const ErrorBoundary = PageFailure
export const shouldRevalidate = shouldLoadAgain
export const meta = () => [{ title: 'Gates' }]

export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  return answerPage(async () => {
    const list = formatGateList({
      ...(await listGates(ctx, { myshopifyDomain: session.shop })),
      now: ctx.now(),
    })
    // Pictures and what Shopify says of the gates come after the page.
    return {
      ...list,
      products: findProducts(ctx, { ids: list.firstProductIds }),
      problems: formatProblems(() => tendShop(ctx, { myshopifyDomain: session.shop })),
    }
  })
}

export default function Gates() {
  const { gates, timeZone, products, problems } = useLoaderData<typeof loader>()
  return <GateListPage gates={gates} timeZone={timeZone} products={products} problems={problems} />
}
