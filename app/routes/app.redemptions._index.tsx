import { useLoaderData } from '@remix-run/react'
import { adminLoader } from '../admin/adminRoute.ts'
import { composePageMeta } from '../admin/page/composePageMeta.ts'
import { SECTIONS } from '../admin/page/sections.ts'
import { formatRedemptions } from '../admin/redemptions/formatRedemptions.ts'
import { parseRedemptionQuery } from '../admin/redemptions/parseRedemptions.ts'
import { RedemptionsPage } from '../admin/redemptions/RedemptionsPage.tsx'
import { listRedemptions } from '../flows/orders/listRedemptions.ts'
import { adminDoor } from '../shopify.server.ts'

export { canReload as shouldRevalidate } from '../admin/canReload.ts'
export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export const meta = composePageMeta(SECTIONS.redemptions.content)

export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { query }) => {
    const found = await listRedemptions(ctx, { myshopifyDomain, ...parseRedemptionQuery(query) })
    return formatRedemptions({ ...found, now: ctx.now() })
  },
})

export default function Redemptions() {
  return <RedemptionsPage {...useLoaderData<typeof loader>()} />
}
