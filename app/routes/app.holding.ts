import type { ActionFunctionArgs } from '@remix-run/node'
import type { ClientActionFunctionArgs } from '@remix-run/react'
import { answerChange } from '../admin/answerChange.ts'
import { answerOffline } from '../admin/answerOffline.ts'
import type { ChangeAnswer } from '../admin/views.ts'
import { adminContext, jobBell } from '../context.server.ts'
import type { HoldingState } from '../core/settlement/holding.ts'
import { confirmHolding } from '../flows/orders/confirmHolding.ts'
import { refuseMethod } from '../refuseRequest.ts'
import { authenticate } from '../shopify.server.ts'

/** Whether a merchant's grant has arrived at Shopify; orders that waited for it are held from then on. */
export const action = async ({ request }: ActionFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  return answerChange({
    request,
    parse: () => null,
    run: async () => {
      const state = await confirmHolding(ctx, { myshopifyDomain: session.shop })
      jobBell.ring()
      return state
    },
  })
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOffline(() => serverAction<ChangeAnswer<HoldingState>>())

export const loader = refuseMethod
