import { adminAction } from '../admin/adminRoute.ts'
import { parseReceiverId } from '../admin/receivers/parseReceiverForm.ts'
import type { IssuedReceiver } from '../admin/receivers/views.ts'
import { rotateReceiver } from '../flows/messages/rotateReceiver.ts'
import { adminDoor } from '../shopify.server.ts'

/** Give a receiver a new secret. The answer has it, this once. */
export const action = adminAction({
  door: adminDoor,
  parse: (_body, { receiver }) => ({ receiverId: parseReceiverId(receiver) }),
  run: async ({ ctx, myshopifyDomain }, asked): Promise<IssuedReceiver> => {
    const { receiver, secret } = await rotateReceiver(ctx, { myshopifyDomain, ...asked })
    return { id: receiver.id, secret }
  },
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
