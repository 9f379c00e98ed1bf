import { adminAction } from '../admin/adminRoute.ts'
import { parseGateNumber } from '../admin/parseGateNumber.ts'
import { parsePassId } from '../admin/passes/parsePass.ts'
import { revokeStaffPass } from '../flows/staffPasses/revokeStaffPass.ts'
import { adminDoor } from '../shopify.server.ts'

/** Withdraw a one-time pass. */
export const action = adminAction({
  door: adminDoor,
  parse: (_body, { number, pass }) => ({ number: parseGateNumber(number), id: parsePassId(pass) }),
  run: ({ ctx, ...staff }, name) => revokeStaffPass(ctx, { ...staff, ...name }),
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
