import { adminAction } from '../admin/adminRoute.ts'
import { parseRemarksQuestion } from '../admin/parseGateForm.ts'
import { formatRemark } from '../admin/remarks/formatRemark.ts'
import type { RemarkView } from '../admin/remarks/views.ts'
import { listGateRemarks } from '../core/gate/remarks/listGateRemarks.ts'
import { readGateFacts } from '../flows/gates/readGateFacts.ts'
import { loadShop } from '../flows/shops/loadShop.ts'
import { adminDoor } from '../shopify.server.ts'

/** List what a merchant should look at in a gate's form, saved or not. It changes nothing. */
export const action = adminAction({
  door: adminDoor,
  parse: parseRemarksQuestion,
  run: async ({ ctx, myshopifyDomain }, { form, number }): Promise<RemarkView[]> => {
    const shop = await loadShop(ctx, { myshopifyDomain })
    const facts = await readGateFacts(ctx, { shop, form, number })
    return listGateRemarks({ form, facts }).map(formatRemark)
  },
})

export { answerWrongMethod as loader } from '../answerRefusal.ts'
