import { adminAction } from '../admin/adminRoute.ts'
import { parseCorrection } from '../admin/redemptions/parseRedemptions.ts'
import { updateRedemption } from '../flows/orders/updateRedemption.ts'
import { adminDoor } from '../shopify.server.ts'

/** Record a redemption by hand, or remove one. */
export const action = adminAction({
  door: adminDoor,
  parse: parseCorrection,
  run: ({ ctx, ...staff }, change) => updateRedemption(ctx, { ...staff, ...change }),
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
