import { adminAction } from '../admin/adminRoute.ts'
import { parseListId, parseUndo } from '../admin/lists/parseListForm.ts'
import { undoListImport } from '../flows/lists/undoListImport.ts'
import { adminDoor } from '../shopify.server.ts'

/** Undo the last import of a list. */
export const action = adminAction({
  door: adminDoor,
  parse: (body, { list }) => ({ listId: parseListId(list), ...parseUndo(body) }),
  run: async ({ ctx, myshopifyDomain }, wanted) => {
    await undoListImport(ctx, { myshopifyDomain, ...wanted })
  },
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
