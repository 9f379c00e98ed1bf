import type { ActionFunctionArgs } from '@remix-run/node'
import type { ClientActionFunctionArgs } from '@remix-run/react'
import { answerChange } from '../admin/answerChange.ts'
import { answerOffline } from '../admin/answerOffline.ts'
import { formatCheck } from '../admin/check/formatCheck.ts'
import { parseCheck } from '../admin/check/parseCheck.ts'
import type { CheckView } from '../admin/check/views.ts'
import { parseGateNumber } from '../admin/parseGateNumber.ts'
import type { ChangeAnswer } from '../admin/views.ts'
import { adminContext } from '../context.server.ts'
import { loadShop } from '../flows/shops/loadShop.ts'
import { checkGate } from '../flows/unlocks/checkGate.ts'
import { nameTokens } from '../flows/unlocks/nameTokens.ts'
import { refuseMethod } from '../refuseRequest.ts'
import { authenticate } from '../shopify.server.ts'

/** Whether wallets that staff name pass a gate, and why: as it is this very moment. */
export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { admin, session } = await authenticate.admin(request)
  const ctx = adminContext({ admin })
  return answerChange({
    request,
    parse: (body) => ({ number: parseGateNumber(params.number), ...parseCheck(body) }),
    run: async ({ at, ...asked }): Promise<CheckView> => {
      const shop = await loadShop(ctx, { myshopifyDomain: session.shop })
      const checked = await checkGate(ctx, { ...asked, at, shopId: shop.id, vaults: [], maxAgeSeconds: 0 })
      const { snapshots } = checked.gate.requirement
      const report = await nameTokens(ctx, { ...checked, snapshots: at ? [at, ...snapshots] : snapshots })
      return formatCheck({ ...checked, report, at, shop, now: ctx.now() })
    },
  })
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOffline(() => serverAction<ChangeAnswer<CheckView>>())

export const loader = refuseMethod
