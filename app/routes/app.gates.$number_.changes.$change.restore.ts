import { adminAction } from '../admin/adminRoute.ts'
import { formatSavedGate } from '../admin/formatSavedGate.ts'
import { parseChangeId, parseRestore } from '../admin/history/parseHistory.ts'
import { parseGateNumber } from '../admin/parseGateNumber.ts'
import type { SavedGate } from '../admin/views.ts'
import { restoreGate } from '../flows/gates/restoreGate.ts'
import { adminDoor } from '../shopify.server.ts'

/** Save a gate as it was after a change, or before its deletion. A deleted gate becomes a new one. */
export const action = adminAction({
  door: adminDoor,
  parse: (body, { number, change }) => ({
    number: parseGateNumber(number),
    id: parseChangeId(change),
    ...parseRestore(body),
  }),
  run: async ({ ctx, myshopifyDomain, actor }, asked): Promise<SavedGate> => {
    const gate = await restoreGate(ctx, { myshopifyDomain, actor, ...asked })
    return formatSavedGate({ gate, now: ctx.now() })
  },
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
