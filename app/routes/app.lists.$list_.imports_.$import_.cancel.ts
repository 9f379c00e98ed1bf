import { adminAction } from '../admin/adminRoute.ts'
import { parseImportIds } from '../admin/lists/parseListForm.ts'
import { cancelListImport } from '../flows/lists/cancelListImport.ts'
import { adminDoor } from '../shopify.server.ts'

/** Cancel an import that is not finished. */
export const action = adminAction({
  door: adminDoor,
  parse: (_body, params) => parseImportIds(params),
  run: ({ ctx, myshopifyDomain }, ids) => cancelListImport(ctx, { myshopifyDomain, ...ids }),
})

export { answerWrongMethod as loader } from '../answerRefusal.ts'
