import { adminAction } from '../admin/adminRoute.ts'
import { parseGateNumber } from '../admin/parseGateNumber.ts'
import { deleteGate } from '../flows/gates/deleteGate.ts'
import { adminDoor } from '../shopify.server.ts'

/** Delete a gate. */
export const action = adminAction({
  door: adminDoor,
  parse: (_body, { number }) => parseGateNumber(number),
  run: async ({ ctx, myshopifyDomain, actor }, number) => {
    await deleteGate(ctx, { myshopifyDomain, number, actor })
  },
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
