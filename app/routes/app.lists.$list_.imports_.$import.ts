import { adminAction } from '../admin/adminRoute.ts'
import { parseImportIds, parseImportLines } from '../admin/lists/parseListForm.ts'
import { addListLines } from '../flows/lists/addListLines.ts'
import { adminDoor } from '../shopify.server.ts'

/** Add the next lines to an import. */
export const action = adminAction({
  door: adminDoor,
  parse: (body, params) => ({ ...parseImportIds(params), ...parseImportLines(body) }),
  run: ({ ctx, myshopifyDomain }, wanted) => addListLines(ctx, { myshopifyDomain, ...wanted }),
})

export { answerWrongMethod as loader } from '../answerRefusal.ts'
