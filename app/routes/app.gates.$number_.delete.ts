import { adminAction } from '../admin/adminRoute.ts'
import { parseGateNumber } from '../admin/parseGateNumber.ts'
import type { DeletedGate } from '../admin/views.ts'
import { deleteGate } from '../flows/gates/deleteGate.ts'
import { adminDoor } from '../shopify.server.ts'

/** Delete a gate. */
export const action = adminAction({
  door: adminDoor,
  parse: (_body, { number }) => parseGateNumber(number),
  run: async ({ ctx, myshopifyDomain, actor }, number): Promise<DeletedGate> => {
    const { publication } = await deleteGate(ctx, { myshopifyDomain, number, actor })
    return { pending: publication.kind === 'pending' ? 1 : 0 }
  },
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
