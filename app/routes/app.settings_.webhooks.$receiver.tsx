import { useLoaderData } from '@remix-run/react'
import { adminAction, adminLoader } from '../admin/adminRoute.ts'
import { formatTimeZone } from '../admin/formatInstant.ts'
import { composePageMeta } from '../admin/page/composePageMeta.ts'
import { formatMessage, formatReceiver } from '../admin/receivers/formatReceivers.ts'
import { parseBefore, parseReceiverChange, parseReceiverId } from '../admin/receivers/parseReceiverForm.ts'
import { ReceiverPage } from '../admin/receivers/ReceiverPage.tsx'
import { loadReceiver } from '../flows/messages/loadReceiver.ts'
import { updateReceiver } from '../flows/messages/updateReceiver.ts'
import { adminDoor } from '../shopify.server.ts'

export { canReload as shouldRevalidate } from '../admin/canReload.ts'
export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export const meta = composePageMeta<typeof loader>('Webhook', ({ receiver }) => `${receiver.name} · Webhooks`)

export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { params, query }) => {
    const asked = { receiverId: parseReceiverId(params.receiver), before: parseBefore(query) }
    const loaded = await loadReceiver(ctx, { myshopifyDomain, ...asked })
    const { ianaTimezone: timeZone, gates, next } = loaded
    return {
      receiver: formatReceiver(loaded.receiver, { timeZone, now: ctx.now() }),
      messages: loaded.messages.map((message) => formatMessage(message, { timeZone })),
      ...{ gates, next, timeZone: formatTimeZone(timeZone) },
    }
  },
})

export const action = adminAction({
  door: adminDoor,
  parse: (body, { receiver }) => ({ receiverId: parseReceiverId(receiver), ...parseReceiverChange(body) }),
  run: async ({ ctx, myshopifyDomain }, asked) => {
    await updateReceiver(ctx, { myshopifyDomain, ...asked })
  },
})

export { clientAction } from '../admin/clientAction.ts'

export default function Webhook() {
  const data = useLoaderData<typeof loader>()
  return <ReceiverPage key={data.receiver.id} {...data} />
}
