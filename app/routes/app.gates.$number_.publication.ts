import { adminAction } from '../admin/adminRoute.ts'
import { formatSavedGate } from '../admin/formatSavedGate.ts'
import { parseGateNumber } from '../admin/parseGateNumber.ts'
import type { SavedGate } from '../admin/views.ts'
import { retryPublication } from '../flows/publication/retryPublication.ts'
import { adminDoor } from '../shopify.server.ts'

/** Retry the publication of a gate. */
export const action = adminAction({
  door: adminDoor,
  parse: (_body, { number }) => parseGateNumber(number),
  run: async ({ ctx, myshopifyDomain }, number): Promise<SavedGate> =>
    formatSavedGate({ gate: await retryPublication(ctx, { myshopifyDomain, number }), now: ctx.now() }),
})

export { clientAction } from '../admin/clientAction.ts'
export { refuseMethod as loader } from '../refuseRequest.ts'
