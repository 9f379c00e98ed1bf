import { adminAction } from '../admin/adminRoute.ts'
import { parseImportIds } from '../admin/lists/parseListForm.ts'
import type { FinishedView } from '../admin/lists/views.ts'
import { finishListImport } from '../flows/lists/finishListImport.ts'
import { adminDoor } from '../shopify.server.ts'

/** Finish an import: its addresses replace the list or join it. */
export const action = adminAction({
  door: adminDoor,
  parse: (_body, params) => parseImportIds(params),
  run: async ({ ctx, myshopifyDomain }, ids): Promise<FinishedView> => {
    const { list, known } = await finishListImport(ctx, { myshopifyDomain, ...ids })
    return { size: list.size, known }
  },
})

export { answerWrongMethod as loader } from '../answerRefusal.ts'
