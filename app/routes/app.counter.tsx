import { useLoaderData } from '@remix-run/react'
import { adminAction, adminLoader } from '../admin/adminRoute.ts'
import { CounterPage } from '../admin/counter/CounterPage.tsx'
import { formatCounter } from '../admin/counter/formatCounter.ts'
import { parseTill } from '../admin/counter/parseTill.ts'
import { composePageMeta } from '../admin/page/composePageMeta.ts'
import { SECTIONS } from '../admin/page/sections.ts'
import { encodeQrCode } from '../context.server.ts'
import { createTill } from '../flows/counter/createTill.ts'
import { listCounter } from '../flows/counter/listCounter.ts'
import { adminDoor } from '../shopify.server.ts'

export { canReload as shouldRevalidate } from '../admin/canReload.ts'
export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export const meta = composePageMeta(SECTIONS.counter.content)

export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }) => {
    const origin = new URL(ctx.issuer).origin
    return formatCounter({
      ...(await listCounter(ctx, { myshopifyDomain })),
      ...{ origin, encodeQr: encodeQrCode, now: ctx.now() },
    })
  },
})

/** Create a till. */
export const action = adminAction({
  door: adminDoor,
  parse: parseTill,
  run: ({ ctx, ...staff }, till) => createTill(ctx, { ...staff, ...till }),
})

export { clientAction } from '../admin/clientAction.ts'

export default function Counter() {
  return <CounterPage {...useLoaderData<typeof loader>()} />
}
