import type { ActionFunctionArgs } from '@remix-run/node'
import type { ClientActionFunctionArgs } from '@remix-run/react'
import { answerChange } from '../admin/answerChange.ts'
import { answerOffline } from '../admin/answerOffline.ts'
import { formatZonedInstant } from '../admin/formatZonedInstant.ts'
import type { SelfTestView } from '../admin/selfTest/views.ts'
import type { ChangeAnswer } from '../admin/views.ts'
import { adminContext } from '../context.server.ts'
import { loadShop } from '../flows/shops/loadShop.ts'
import { runSelfTest } from '../flows/shops/runSelfTest.ts'
import { authenticate } from '../shopify.server.ts'

/** Run the self-test: a change by its method only, it writes nothing. */
export const action = async ({ request }: ActionFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  return answerChange({
    request,
    parse: () => null,
    run: async (): Promise<SelfTestView> => {
      const steps = await runSelfTest(ctx, { myshopifyDomain: session.shop })
      const { ianaTimezone: timeZone } = await loadShop(ctx, { myshopifyDomain: session.shop })
      return { steps, ranAt: formatZonedInstant({ at: ctx.now(), timeZone }) }
    },
  })
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOffline(() => serverAction<ChangeAnswer<SelfTestView>>())
