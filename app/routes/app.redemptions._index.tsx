import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { answerPage } from '../admin/answerPage.ts'
import { PageFailure } from '../admin/page/PageFailure.tsx'
import { formatRedemptions } from '../admin/redemptions/formatRedemptions.ts'
import { parseRedemptionQuery } from '../admin/redemptions/parseRedemptions.ts'
import { RedemptionsPage } from '../admin/redemptions/RedemptionsPage.tsx'
import { shouldLoadAgain } from '../admin/shouldLoadAgain.ts'
import { adminContext } from '../context.server.ts'
import { listRedemptions } from '../flows/orders/listRedemptions.ts'
import { authenticate } from '../shopify.server.ts'

export const ErrorBoundary = PageFailure
export const shouldRevalidate = shouldLoadAgain
export const meta = () => [{ title: 'Redemptions' }]

export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  const asked = parseRedemptionQuery(new URL(request.url).searchParams)
  return answerPage(async () => {
    const found = await listRedemptions(ctx, { myshopifyDomain: session.shop, ...asked })
    return formatRedemptions({ ...found, now: ctx.now() })
  })
}

export default function Redemptions() {
  return <RedemptionsPage {...useLoaderData<typeof loader>()} />
}
