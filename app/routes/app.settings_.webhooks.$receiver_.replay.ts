import { adminAction } from '../admin/adminRoute.ts'
import { parseReceiverId, parseReplay } from '../admin/receivers/parseReceiverForm.ts'
import { jobBell } from '../context.server.ts'
import { queueMessages } from '../flows/messages/queueMessages.ts'
import { adminDoor } from '../shopify.server.ts'

/** Send messages of a receiver's log again. */
export const action = adminAction({
  door: adminDoor,
  parse: (body, { receiver }) => ({ receiverId: parseReceiverId(receiver), ...parseReplay(body) }),
  run: async ({ ctx, myshopifyDomain }, asked) => {
    await queueMessages(ctx, { myshopifyDomain, ...asked })
    jobBell.ring()
  },
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
