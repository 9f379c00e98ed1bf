import type { ActionFunctionArgs } from '@remix-run/node'
import type { ClientActionFunctionArgs } from '@remix-run/react'
import { answerChange } from '../admin/answerChange.ts'
import { answerOffline } from '../admin/answerOffline.ts'
import { parseGateState } from '../admin/parseGateForm.ts'
import type { ChangeAnswer, ChangedStates } from '../admin/views.ts'
import { adminContext } from '../context.server.ts'
import { setGateState } from '../flows/gates/setGateState.ts'
import { refuseMethod } from '../refuseRequest.ts'
import { authenticate } from '../shopify.server.ts'

/** Pause or resume gates from the list. */
export const action = async ({ request }: ActionFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  const myshopifyDomain = session.shop
  return answerChange({
    request,
    parse: parseGateState,
    run: async ({ state, numbers }): Promise<ChangedStates> => {
      const changed = await setGateState(ctx, { myshopifyDomain, numbers, state })
      const pending = changed.filter((gate) => gate.publication.kind === 'pending')
      return { state, count: changed.length, pending: pending.length }
    },
  })
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOffline(() => serverAction<ChangeAnswer<ChangedStates>>())

export const loader = refuseMethod
