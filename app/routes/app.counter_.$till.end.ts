import { adminAction } from '../admin/adminRoute.ts'
import { parseTillId } from '../admin/counter/parseTill.ts'
import { revokeTill } from '../flows/counter/revokeTill.ts'
import { adminDoor } from '../shopify.server.ts'

/** End a till. */
export const action = adminAction({
  door: adminDoor,
  parse: (_body, { till }) => ({ id: parseTillId(till) }),
  run: ({ ctx, myshopifyDomain }, { id }) => revokeTill(ctx, { myshopifyDomain, id }),
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
