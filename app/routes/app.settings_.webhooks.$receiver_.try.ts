import { adminAction } from '../admin/adminRoute.ts'
import { parseReceiverId } from '../admin/receivers/parseReceiverForm.ts'
import { jobBell } from '../context.server.ts'
import { sendTest } from '../flows/messages/sendTest.ts'
import { adminDoor } from '../shopify.server.ts'

/** Send a receiver a test message. */
export const action = adminAction({
  door: adminDoor,
  parse: (_body, { receiver }) => ({ receiverId: parseReceiverId(receiver) }),
  run: async ({ ctx, myshopifyDomain }, asked) => {
    await sendTest(ctx, { myshopifyDomain, ...asked })
    jobBell.ring()
  },
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
