import type { ActionFunctionArgs } from '@remix-run/node'
import type { ClientActionFunctionArgs } from '@remix-run/react'
import { answerChange } from '../admin/answerChange.ts'
import { answerOffline } from '../admin/answerOffline.ts'
import { formatSavedGate } from '../admin/formatSavedGate.ts'
import { parseGateNumber } from '../admin/parseGateNumber.ts'
import type { ChangeAnswer, SavedGate } from '../admin/views.ts'
import { adminContext } from '../context.server.ts'
import { retryPublication } from '../flows/publication/retryPublication.ts'
import { refuseMethod } from '../refuseRequest.ts'
import { authenticate } from '../shopify.server.ts'

/** Retry: finish telling Shopify of a gate. */
export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  const myshopifyDomain = session.shop
  return answerChange({
    request,
    parse: () => parseGateNumber(params.number),
    run: async (number) =>
      formatSavedGate({ gate: await retryPublication(ctx, { myshopifyDomain, number }), now: ctx.now() }),
  })
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOffline(() => serverAction<ChangeAnswer<SavedGate>>())

export const loader = refuseMethod
