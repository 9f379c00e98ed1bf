import type { ActionFunctionArgs } from '@remix-run/node'
import type { ClientActionFunctionArgs } from '@remix-run/react'
import { answerChange } from '../admin/answerChange.ts'
import { answerOffline } from '../admin/answerOffline.ts'
import { formatActor } from '../admin/redemptions/formatActor.ts'
import { parseRelease, parseReservationId } from '../admin/redemptions/parseRedemptions.ts'
import type { ChangeAnswer } from '../admin/views.ts'
import { adminContext } from '../context.server.ts'
import { releaseReservation } from '../flows/orders/releaseReservation.ts'
import { refuseMethod } from '../refuseRequest.ts'
import { authenticate } from '../shopify.server.ts'

/** Take a use back. */
export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { admin, session, sessionToken } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  const actor = formatActor(sessionToken)
  return answerChange({
    request,
    parse: (body) => ({ reservationId: parseReservationId(params.reservation), ...parseRelease(body) }),
    run: async (change) => {
      await releaseReservation(ctx, { myshopifyDomain: session.shop, actor, ...change })
      return null
    },
  })
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOffline(() => serverAction<ChangeAnswer<null>>())

export const loader = refuseMethod
