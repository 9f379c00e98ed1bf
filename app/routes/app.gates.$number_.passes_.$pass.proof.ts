import { adminAction } from '../admin/adminRoute.ts'
import { parseGateNumber } from '../admin/parseGateNumber.ts'
import { formatPassProof } from '../admin/passes/formatPasses.ts'
import { parsePassId } from '../admin/passes/parsePass.ts'
import { issuePassProof } from '../flows/staffPasses/issuePassProof.ts'
import { adminDoor } from '../shopify.server.ts'

/** Issue the attribute that a draft order needs, to use a one-time pass. */
export const action = adminAction({
  door: adminDoor,
  parse: (_body, { number, pass }) => ({ number: parseGateNumber(number), id: parsePassId(pass) }),
  run: async ({ ctx, myshopifyDomain }, name) =>
    formatPassProof(await issuePassProof(ctx, { myshopifyDomain, ...name })),
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
