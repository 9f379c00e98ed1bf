import { useLoaderData } from '@remix-run/react'
import { adminLoader } from '../admin/adminRoute.ts'
import { formatTimeZone } from '../admin/formatInstant.ts'
import { composePageMeta } from '../admin/page/composePageMeta.ts'
import { formatReceiverRow } from '../admin/receivers/formatReceivers.ts'
import { ReceiverListPage } from '../admin/receivers/ReceiverListPage.tsx'
import { listReceivers } from '../flows/messages/listReceivers.ts'
import { adminDoor } from '../shopify.server.ts'

export { canReload as shouldRevalidate } from '../admin/canReload.ts'
export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export const meta = composePageMeta('Webhooks')

export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }) => {
    const { receivers, gates, ianaTimezone: timeZone } = await listReceivers(ctx, { myshopifyDomain })
    return {
      receivers: receivers.map((receiver) => formatReceiverRow(receiver, { timeZone })),
      gates,
      timeZone: formatTimeZone(timeZone),
    }
  },
})

export default function Webhooks() {
  return <ReceiverListPage {...useLoaderData<typeof loader>()} />
}
