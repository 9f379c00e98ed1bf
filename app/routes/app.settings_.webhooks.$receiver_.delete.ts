import { adminAction } from '../admin/adminRoute.ts'
import { parseReceiverId } from '../admin/receivers/parseReceiverForm.ts'

import { deleteReceiver } from '../flows/messages/deleteReceiver.ts'
import { adminDoor } from '../shopify.server.ts'

/** Delete a receiver of messages. */
export const action = adminAction({
  door: adminDoor,
  parse: (_body, { receiver }) => ({ receiverId: parseReceiverId(receiver) }),
  run: async ({ ctx, myshopifyDomain }, asked) => {
    await deleteReceiver(ctx, { myshopifyDomain, ...asked })
  },
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
