import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react'
import { answerChange } from '../admin/answerChange.ts'
import { answerOffline } from '../admin/answerOffline.ts'
import { answerPage } from '../admin/answerPage.ts'
import { formatEditorShop } from '../admin/editor/formatEditorShop.ts'
import { OpenedGate } from '../admin/editor/OpenedGate.tsx'
import { formatChains } from '../admin/formatChains.ts'
import { formatGateView } from '../admin/formatGateView.ts'
import { formatSavedGate } from '../admin/formatSavedGate.ts'
import { PageFailure } from '../admin/page/PageFailure.tsx'
import { parseGateEdit } from '../admin/parseGateForm.ts'
import { parseGateNumber } from '../admin/parseGateNumber.ts'
import { shouldLoadAgain } from '../admin/shouldLoadAgain.ts'
import type { ChangeAnswer, SavedGate } from '../admin/views.ts'
import { adminContext, configuredChains } from '../context.server.ts'
import { findSubject } from '../flows/gates/findSubject.ts'
import { loadGate } from '../flows/gates/loadGate.ts'
import { updateGate } from '../flows/gates/updateGate.ts'
import { listListNames } from '../flows/lists/listListNames.ts'
import { loadHolding } from '../flows/orders/loadHolding.ts'
import { authenticate } from '../shopify.server.ts'

export const ErrorBoundary = PageFailure
export const shouldRevalidate = shouldLoadAgain
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.gate.form.name ?? 'Gate' }]

export const loader = async ({ request, params }: LoaderFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  return answerPage(async () => {
    const number = parseGateNumber(params.number)
    const myshopifyDomain = session.shop
    const { shop, gate } = await loadGate(ctx, { myshopifyDomain, number })
    const [holding, subjects] = await Promise.all([
      loadHolding(ctx, { shop }),
      findSubject(ctx, { subject: gate.subject }),
    ])
    return {
      gate: formatGateView({ gate, shop, now: ctx.now() }),
      subjects,
      chains: formatChains(configuredChains),
      lists: await listListNames(ctx, { myshopifyDomain }),
      shop: formatEditorShop({ shop, now: ctx.now(), holding }),
    }
  })
}

export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  const myshopifyDomain = session.shop
  return answerChange({
    request,
    parse: (body) => ({ number: parseGateNumber(params.number), ...parseGateEdit(body) }),
    run: async (edit) =>
      formatSavedGate({ gate: await updateGate(ctx, { myshopifyDomain, ...edit }), now: ctx.now() }),
  })
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOffline(() => serverAction<ChangeAnswer<SavedGate>>())

export default function Gate() {
  return <OpenedGate {...useLoaderData<typeof loader>()} />
}
