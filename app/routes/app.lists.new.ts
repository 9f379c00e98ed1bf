import { adminAction } from '../admin/adminRoute.ts'
import { parseListNameBody } from '../admin/lists/parseListForm.ts'
import { createList } from '../flows/lists/createList.ts'
import { adminDoor } from '../shopify.server.ts'

/** Create an empty list. */
export const action = adminAction({
  door: adminDoor,
  parse: parseListNameBody,
  run: async ({ ctx, myshopifyDomain }, { name }) => {
    const { id } = await createList(ctx, { myshopifyDomain, name })
    return { id }
  },
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
