import { adminAction } from '../admin/adminRoute.ts'
import { formatCheck } from '../admin/check/formatCheck.ts'
import { parseCheck } from '../admin/check/parseCheck.ts'
import type { CheckView } from '../admin/check/views.ts'
import { checkDraft } from '../flows/gates/checkDraft.ts'
import { adminDoor } from '../shopify.server.ts'

/** Check whether the wallets that staff enter meet the conditions of a form, now or at a past block, and why. */
export const action = adminAction({
  door: adminDoor,
  parse: parseCheck,
  run: async ({ ctx, myshopifyDomain }, asked): Promise<CheckView> =>
    formatCheck({ ...(await checkDraft(ctx, { myshopifyDomain, ...asked })), at: asked.at }),
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
