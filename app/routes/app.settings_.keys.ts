import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import type { ClientActionFunctionArgs } from '@remix-run/react'
import { answerChange } from '../admin/answerChange.ts'
import { answerOffline } from '../admin/answerOffline.ts'
import { answerPage } from '../admin/answerPage.ts'
import { formatKeysView } from '../admin/keys/formatKeysView.ts'
import { parseKeysChange } from '../admin/keys/parseKeysChange.ts'
import type { KeysView } from '../admin/keys/views.ts'
import { formatActor } from '../admin/redemptions/formatActor.ts'
import type { ChangeAnswer } from '../admin/views.ts'
import { adminContext, jobBell } from '../context.server.ts'
import type { FlowContext } from '../flows/context.ts'
import { loadRotation } from '../flows/keys/loadRotation.ts'
import { rotateAtOnce } from '../flows/keys/rotateAtOnce.ts'
import { rotateProofKey } from '../flows/keys/rotateProofKey.ts'
import { authenticate } from '../shopify.server.ts'

const FLOWS = { rotate: rotateProofKey, 'rotate-at-once': rotateAtOnce } as const

/** Which key signs, and how far a change of it is. */
export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  return answerPage(() => loadView(ctx, session.shop))
}

/** Change the key, or end all of them now. */
export const action = async ({ request }: ActionFunctionArgs) => {
  const { admin, session, sessionToken } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  const actor = formatActor(sessionToken)
  return answerChange({
    request,
    parse: parseKeysChange,
    run: async (kind) => {
      await FLOWS[kind](ctx, { myshopifyDomain: session.shop, actor })
      jobBell.ring()
      return loadView(ctx, session.shop)
    },
  })
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOffline(() => serverAction<ChangeAnswer<KeysView>>())

async function loadView(ctx: FlowContext, myshopifyDomain: string): Promise<KeysView> {
  const { shop, ...rotation } = await loadRotation(ctx, { myshopifyDomain })
  return formatKeysView({ ...rotation, timeZone: shop.ianaTimezone, now: ctx.now() })
}
