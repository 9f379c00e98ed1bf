import type { ActionFunctionArgs } from '@remix-run/node'
import type { ClientActionFunctionArgs } from '@remix-run/react'
import { answerChange } from '../admin/answerChange.ts'
import { answerOffline } from '../admin/answerOffline.ts'
import type { ChangeAnswer } from '../admin/views.ts'
import { adminContext, jobBell } from '../context.server.ts'
import { WHOLE_SHOP } from '../core/job/wholeShop.ts'
import { queueJob } from '../flows/shops/queueJob.ts'
import { refuseMethod } from '../refuseRequest.ts'
import { authenticate } from '../shopify.server.ts'

/** Put right at once what is put right every hour. */
export const action = async ({ request }: ActionFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  return answerChange({
    request,
    parse: () => null,
    run: async () => {
      await queueJob(ctx, { myshopifyDomain: session.shop, kind: 'reconcile', key: WHOLE_SHOP })
      jobBell.ring()
      return null
    },
  })
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOffline(() => serverAction<ChangeAnswer<null>>())

export const loader = refuseMethod
