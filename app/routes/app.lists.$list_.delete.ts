import { adminAction } from '../admin/adminRoute.ts'
import { parseListId } from '../admin/lists/parseListForm.ts'
import { deleteList } from '../flows/lists/deleteList.ts'
import { adminDoor } from '../shopify.server.ts'

/** Delete a list that no gate uses. */
export const action = adminAction({
  door: adminDoor,
  parse: (_body, { list }) => parseListId(list),
  run: ({ ctx, myshopifyDomain }, listId) => deleteList(ctx, { myshopifyDomain, listId }),
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
