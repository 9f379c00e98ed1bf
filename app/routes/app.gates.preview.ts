import { adminAction } from '../admin/adminRoute.ts'
import { formatPreview } from '../admin/transfer/formatPreview.ts'
import { parsePreview } from '../admin/transfer/parsePreview.ts'
import { checkGateEntry } from '../flows/gates/checkGateEntry.ts'
import { adminDoor } from '../shopify.server.ts'

/** Say what the import of a gate of a file would do. It changes nothing. */
export const action = adminAction({
  door: adminDoor,
  parse: parsePreview,
  run: async ({ ctx, myshopifyDomain }, asked) =>
    formatPreview(await checkGateEntry(ctx, { myshopifyDomain, ...asked })),
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
