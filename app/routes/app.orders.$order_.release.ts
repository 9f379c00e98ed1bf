import type { ActionFunctionArgs } from '@remix-run/node'
import type { ClientActionFunctionArgs } from '@remix-run/react'
import { answerChange } from '../admin/answerChange.ts'
import { answerOffline } from '../admin/answerOffline.ts'
import { parseOrderId } from '../admin/orders/parseOrderQuery.ts'
import { parseOrderRelease } from '../admin/orders/parseOrderRelease.ts'
import { formatActor } from '../admin/redemptions/formatActor.ts'
import type { ChangeAnswer } from '../admin/views.ts'
import { adminContext } from '../context.server.ts'
import { releaseOrder } from '../flows/orders/releaseOrder.ts'
import { refuseMethod } from '../refuseRequest.ts'
import { authenticate } from '../shopify.server.ts'

/** Let an order go. */
export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { admin, session, sessionToken } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  const actor = formatActor(sessionToken)
  return answerChange({
    request,
    parse: (body) => ({ orderId: parseOrderId(params.order), ...parseOrderRelease(body) }),
    run: async (change) => {
      await releaseOrder(ctx, { myshopifyDomain: session.shop, actor, ...change })
      return null
    },
  })
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOffline(() => serverAction<ChangeAnswer<null>>())

export const loader = refuseMethod
