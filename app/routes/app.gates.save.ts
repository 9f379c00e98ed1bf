import { adminAction } from '../admin/adminRoute.ts'
import { formatSavedGate } from '../admin/formatSavedGate.ts'
import { parseImportedGate } from '../admin/parseGateForm.ts'
import type { SavedGate } from '../admin/views.ts'
import { createGate } from '../flows/gates/createGate.ts'
import { updateGate } from '../flows/gates/updateGate.ts'
import { adminDoor } from '../shopify.server.ts'

/** Save a gate of an imported file: the gate that it names, or a new one. */
export const action = adminAction({
  door: adminDoor,
  parse: parseImportedGate,
  run: async ({ ctx, myshopifyDomain, actor }, { form, draftId, gate: known }): Promise<SavedGate> => {
    const saved = known
      ? await updateGate(ctx, { myshopifyDomain, actor, form, ...known })
      : await createGate(ctx, { myshopifyDomain, actor, form, draftId })
    return formatSavedGate({ gate: saved, now: ctx.now() })
  },
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
