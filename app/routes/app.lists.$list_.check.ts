import { adminAction } from '../admin/adminRoute.ts'
import { parseAskedAddress, parseListId } from '../admin/lists/parseListForm.ts'
import { checkListAddress } from '../flows/lists/checkListAddress.ts'
import { adminDoor } from '../shopify.server.ts'

/** Check whether one wallet is on a list. Only staff can do this. */
export const action = adminAction({
  door: adminDoor,
  parse: (body, { list }) => ({ listId: parseListId(list), ...parseAskedAddress(body) }),
  run: ({ ctx, myshopifyDomain }, wanted) => checkListAddress(ctx, { myshopifyDomain, ...wanted }),
})

export { answerWrongMethod as loader } from '../answerRefusal.ts'
