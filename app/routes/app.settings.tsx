import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react'
import { answerChange } from '../admin/answerChange.ts'
import { answerOffline } from '../admin/answerOffline.ts'
import { answerPage } from '../admin/answerPage.ts'
import { PageFailure } from '../admin/page/PageFailure.tsx'
import { parseSettings } from '../admin/settings/parseSettings.ts'
import { SettingsPage } from '../admin/settings/SettingsPage.tsx'
import { shouldLoadAgain } from '../admin/shouldLoadAgain.ts'
import type { ChangeAnswer } from '../admin/views.ts'
import { adminContext } from '../context.server.ts'
import type { ShopSettings } from '../core/gate/shop.ts'
import { readHolding } from '../flows/orders/readHolding.ts'
import { listDataRequests } from '../flows/privacy/listDataRequests.ts'
import { loadShop } from '../flows/shops/loadShop.ts'
import { updateSettings } from '../flows/shops/updateSettings.ts'
import { authenticate } from '../shopify.server.ts'

export const ErrorBoundary = PageFailure
export const shouldRevalidate = shouldLoadAgain
export const meta = () => [{ title: 'Settings' }]

export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  return answerPage(async () => {
    const [{ settings, enforcement }, holding, dataRequests] = await Promise.all([
      loadShop(ctx, { myshopifyDomain: session.shop }),
      readHolding(ctx),
      listDataRequests(ctx, { myshopifyDomain: session.shop }),
    ])
    return { settings, enforcement, holding, dataRequests }
  })
}

export const action = async ({ request }: ActionFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  return answerChange({
    request,
    parse: parseSettings,
    run: async (settings) =>
      (await updateSettings(ctx, { myshopifyDomain: session.shop, settings })).settings,
  })
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOffline(() => serverAction<ChangeAnswer<ShopSettings>>())

export default function Settings() {
  return <SettingsPage {...useLoaderData<typeof loader>()} />
}
