import { useLoaderData } from '@remix-run/react'
import { adminAction, adminLoader } from '../admin/adminRoute.ts'
import { formatEditorShop } from '../admin/editor/formatEditorShop.ts'
import { formatGateCopy, parseCopiedNumber } from '../admin/editor/formatGateCopy.ts'
import { GatePage } from '../admin/editor/GatePage.tsx'
import { NO_SUBJECTS } from '../admin/editor/startDraft.ts'
import { formatChains } from '../admin/formatChains.ts'
import { formatSavedGate } from '../admin/formatSavedGate.ts'
import styles from '../admin/lists/lists.css?url'
import { composePageMeta } from '../admin/page/composePageMeta.ts'
import { parseNewGate } from '../admin/parseGateForm.ts'
import type { SavedGate } from '../admin/views.ts'
import { configuredChains } from '../context.server.ts'
import { createGate } from '../flows/gates/createGate.ts'
import { findCopiedGate } from '../flows/gates/findCopiedGate.ts'
import { listListNames } from '../flows/lists/listListNames.ts'
import { loadHolding } from '../flows/orders/loadHolding.ts'
import { loadShop } from '../flows/shops/loadShop.ts'
import { adminDoor } from '../shopify.server.ts'

export { canReload as shouldRevalidate } from '../admin/canReload.ts'
export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export const meta = composePageMeta('Create gate')
export const links = () => [{ rel: 'stylesheet', href: styles }]

export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { query }) => {
    const shop = await loadShop(ctx, { myshopifyDomain })
    const copied = await findCopiedGate(ctx, { shop, number: parseCopiedNumber(query) })
    return {
      copied: copied && formatGateCopy({ ...copied, shop, now: ctx.now() }),
      chains: formatChains(configuredChains),
      lists: await listListNames(ctx, { myshopifyDomain }),
      shop: formatEditorShop({ shop, now: ctx.now(), holding: await loadHolding(ctx, { shop }) }),
    }
  },
})

export const action = adminAction({
  door: adminDoor,
  parse: parseNewGate,
  run: async ({ ctx, myshopifyDomain, actor }, draft): Promise<SavedGate> =>
    formatSavedGate({ gate: await createGate(ctx, { myshopifyDomain, ...draft, actor }), now: ctx.now() }),
})

export { clientAction } from '../admin/clientAction.ts'

export default function NewGate() {
  const { copied, ...rest } = useLoaderData<typeof loader>()
  return (
    <GatePage
      gate={null}
      copied={copied?.gate ?? null}
      page={null}
      subjects={copied?.subjects ?? NO_SUBJECTS}
      {...rest}
    />
  )
}
