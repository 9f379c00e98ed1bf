import type { ActionFunctionArgs } from '@remix-run/node'
import type { ClientActionFunctionArgs } from '@remix-run/react'
import { answerChange } from '../admin/answerChange.ts'
import { answerOffline } from '../admin/answerOffline.ts'
import { parseGateNumber } from '../admin/parseGateNumber.ts'
import type { ChangeAnswer } from '../admin/views.ts'
import { adminContext } from '../context.server.ts'
import { deleteGate } from '../flows/gates/deleteGate.ts'
import { refuseMethod } from '../refuseRequest.ts'
import { authenticate } from '../shopify.server.ts'

/** Delete a gate. */
export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  return answerChange({
    request,
    parse: () => parseGateNumber(params.number),
    run: async (number) => {
      await deleteGate(ctx, { myshopifyDomain: session.shop, number })
      return null
    },
  })
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOffline(() => serverAction<ChangeAnswer<null>>())

export const loader = refuseMethod
