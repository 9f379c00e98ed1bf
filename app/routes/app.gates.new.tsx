import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react'
import { answerChange } from '../admin/answerChange.ts'
import { answerOffline } from '../admin/answerOffline.ts'
import { answerPage } from '../admin/answerPage.ts'
import { formatEditorShop } from '../admin/editor/formatEditorShop.ts'
import { GatePage } from '../admin/editor/GatePage.tsx'
import { NO_SUBJECTS } from '../admin/editor/startDraft.ts'
import { formatChains } from '../admin/formatChains.ts'
import { formatSavedGate } from '../admin/formatSavedGate.ts'
import { PageFailure } from '../admin/page/PageFailure.tsx'
import { parseGateForm } from '../admin/parseGateForm.ts'
import { shouldLoadAgain } from '../admin/shouldLoadAgain.ts'
import type { ChangeAnswer, SavedGate } from '../admin/views.ts'
import { adminContext, configuredChains } from '../context.server.ts'
import { createGate } from '../flows/gates/createGate.ts'
import { listListNames } from '../flows/lists/listListNames.ts'
import { loadHolding } from '../flows/orders/loadHolding.ts'
import { loadShop } from '../flows/shops/loadShop.ts'
import { authenticate } from '../shopify.server.ts'

export const ErrorBoundary = PageFailure
export const shouldRevalidate = shouldLoadAgain
export const meta = () => [{ title: 'Create gate' }]

export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  const myshopifyDomain = session.shop
  return answerPage(async () => {
    const shop = await loadShop(ctx, { myshopifyDomain })
    return {
      chains: formatChains(configuredChains),
      lists: await listListNames(ctx, { myshopifyDomain }),
      shop: formatEditorShop({ shop, now: ctx.now(), holding: await loadHolding(ctx, { shop }) }),
    }
  })
}

export const action = async ({ request }: ActionFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  const myshopifyDomain = session.shop
  return answerChange({
    request,
    parse: parseGateForm,
    run: async (form) =>
      formatSavedGate({ gate: await createGate(ctx, { myshopifyDomain, form }), now: ctx.now() }),
  })
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOffline(() => serverAction<ChangeAnswer<SavedGate>>())

export default function NewGate() {
  return <GatePage gate={null} subjects={NO_SUBJECTS} {...useLoaderData<typeof loader>()} />
}
