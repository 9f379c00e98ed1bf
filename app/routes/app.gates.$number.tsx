import { useLoaderData } from '@remix-run/react'
import { adminAction, adminLoader } from '../admin/adminRoute.ts'
import { formatPage } from '../admin/block/formatPage.ts'
import { formatGateTags } from '../admin/customers/formatCustomers.ts'
import { formatEditorShop } from '../admin/editor/formatEditorShop.ts'
import { GatePage } from '../admin/editor/GatePage.tsx'
import { formatChains } from '../admin/formatChains.ts'
import { formatGateView } from '../admin/formatGateView.ts'
import { formatSavedGate } from '../admin/formatSavedGate.ts'
import styles from '../admin/lists/lists.css?url'
import { composePageMeta } from '../admin/page/composePageMeta.ts'
import { parseGateEdit } from '../admin/parseGateForm.ts'
import { parseGateNumber } from '../admin/parseGateNumber.ts'
import type { SavedGate } from '../admin/views.ts'
import { configuredChains } from '../context.server.ts'
import { listTaggedGates } from '../flows/customers/listTaggedGates.ts'
import { findSubject } from '../flows/gates/findSubject.ts'
import { loadGate } from '../flows/gates/loadGate.ts'
import { updateGate } from '../flows/gates/updateGate.ts'
import { listListNames } from '../flows/lists/listListNames.ts'
import { loadHolding } from '../flows/orders/loadHolding.ts'
import { checkProductPage } from '../flows/shops/checkProductPage.ts'
import { adminDoor } from '../shopify.server.ts'

export { canReload as shouldRevalidate } from '../admin/canReload.ts'
export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export const meta = composePageMeta<typeof loader>('Gate', ({ gate }) => gate.form.name)
export const links = () => [{ rel: 'stylesheet', href: styles }]

export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { params }) => {
    const number = parseGateNumber(params.number)
    const { shop, gate } = await loadGate(ctx, { myshopifyDomain, number })
    const [holding, subjects, tagged] = await Promise.all([
      loadHolding(ctx, { shop }),
      findSubject(ctx, { subject: gate.subject }),
      listTaggedGates(ctx, { myshopifyDomain, number }),
    ])
    return {
      gate: formatGateView({ gate, shop, now: ctx.now() }),
      subjects,
      tags: formatGateTags(tagged),
      chains: formatChains(configuredChains),
      lists: await listListNames(ctx, { myshopifyDomain }),
      shop: formatEditorShop({ shop, now: ctx.now(), holding }),
      // The storefront is asked after the page.
      page: formatPage({
        find: () => checkProductPage(ctx, { shop, gates: [gate] }),
        warn: ctx.log.warn,
      }),
    }
  },
})

export const action = adminAction({
  door: adminDoor,
  parse: (body, { number }) => ({ number: parseGateNumber(number), ...parseGateEdit(body) }),
  run: async ({ ctx, myshopifyDomain, actor }, edit): Promise<SavedGate> =>
    formatSavedGate({ gate: await updateGate(ctx, { myshopifyDomain, ...edit, actor }), now: ctx.now() }),
})

export { clientAction } from '../admin/clientAction.ts'

export default function Gate() {
  const opened = useLoaderData<typeof loader>()
  // Another gate starts a draft of its own.
  return <GatePage key={opened.gate.number} {...opened} />
}
