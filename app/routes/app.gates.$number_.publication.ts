import { adminAction } from '../admin/adminRoute.ts'
import { formatSavedGate } from '../admin/formatSavedGate.ts'
import { parseGateNumber } from '../admin/parseGateNumber.ts'
import type { SavedGate } from '../admin/views.ts'
import { publishGateAgain } from '../flows/publication/publishGateAgain.ts'
import { adminDoor } from '../shopify.server.ts'

/** Retry the publication of a gate. */
export const action = adminAction({
  door: adminDoor,
  parse: (_body, { number }) => parseGateNumber(number),
  run: async ({ ctx, myshopifyDomain }, number): Promise<SavedGate> =>
    formatSavedGate({ gate: await publishGateAgain(ctx, { myshopifyDomain, number }), now: ctx.now() }),
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
