import { adminAction } from '../admin/adminRoute.ts'
import { parseNewReceiver } from '../admin/receivers/parseReceiverForm.ts'
import type { IssuedReceiver } from '../admin/receivers/views.ts'
import { createReceiver } from '../flows/messages/createReceiver.ts'
import { adminDoor } from '../shopify.server.ts'

/** Create a receiver of messages. The answer has its secret, this once. */
export const action = adminAction({
  door: adminDoor,
  parse: parseNewReceiver,
  run: async ({ ctx, myshopifyDomain }, asked): Promise<IssuedReceiver> => {
    const { receiver, secret } = await createReceiver(ctx, { myshopifyDomain, ...asked })
    return { id: receiver.id, secret }
  },
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
