import type { ActionFunctionArgs } from '@remix-run/node'
import type { ClientActionFunctionArgs } from '@remix-run/react'
import { answerChange } from '../admin/answerChange.ts'
import { answerOffline } from '../admin/answerOffline.ts'
import { formatActor } from '../admin/redemptions/formatActor.ts'
import { parseCorrection } from '../admin/redemptions/parseRedemptions.ts'
import type { ChangeAnswer } from '../admin/views.ts'
import { adminContext } from '../context.server.ts'
import { correctRedemption } from '../flows/orders/correctRedemption.ts'
import { refuseMethod } from '../refuseRequest.ts'
import { authenticate } from '../shopify.server.ts'

/** Record a use by hand, or take one back. */
export const action = async ({ request }: ActionFunctionArgs) => {
  const { admin, session, sessionToken } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  const actor = formatActor(sessionToken)
  return answerChange({
    request,
    parse: parseCorrection,
    run: async (change) => {
      await correctRedemption(ctx, { myshopifyDomain: session.shop, actor, ...change })
      return null
    },
  })
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOffline(() => serverAction<ChangeAnswer<null>>())

export const loader = refuseMethod
