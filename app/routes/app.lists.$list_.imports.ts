import { adminAction } from '../admin/adminRoute.ts'
import { parseImportMode, parseListId } from '../admin/lists/parseListForm.ts'
import { startListImport } from '../flows/lists/startListImport.ts'
import { adminDoor } from '../shopify.server.ts'

/** Start an import. */
export const action = adminAction({
  door: adminDoor,
  parse: (body, { list }) => ({ listId: parseListId(list), ...parseImportMode(body) }),
  run: ({ ctx, myshopifyDomain }, wanted) => startListImport(ctx, { myshopifyDomain, ...wanted }),
})

export { answerWrongMethod as loader } from '../answerRefusal.ts'
