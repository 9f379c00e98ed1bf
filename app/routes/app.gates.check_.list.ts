import { adminAction } from '../admin/adminRoute.ts'
import { formatCheckedList } from '../admin/check/formatCheckedList.ts'
import { parseCheckList } from '../admin/check/parseCheck.ts'
import type { CheckedWallet } from '../admin/check/views.ts'
import { checkDraftList } from '../flows/gates/checkDraft.ts'
import { adminDoor } from '../shopify.server.ts'

/** Check each wallet of a part of a list against the conditions of a form. */
export const action = adminAction({
  door: adminDoor,
  parse: parseCheckList,
  run: async ({ ctx, myshopifyDomain }, { form, texts, typed }): Promise<readonly CheckedWallet[]> =>
    formatCheckedList({ ...(await checkDraftList(ctx, { myshopifyDomain, form, typed })), texts }),
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
