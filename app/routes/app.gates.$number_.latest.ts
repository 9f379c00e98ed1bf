import { adminLoader } from '../admin/adminRoute.ts'
import { formatGateView } from '../admin/formatGateView.ts'
import { parseGateNumber } from '../admin/parseGateNumber.ts'
import type { GateVersion } from '../admin/views.ts'
import { answerJson } from '../answerError.ts'
import { findSubject } from '../flows/gates/findSubject.ts'
import { loadGate } from '../flows/gates/loadGate.ts'
import { adminDoor } from '../shopify.server.ts'

/** Return a gate as it is saved now, for a page whose draft is of an earlier version. */
export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { params }) => {
    const { shop, gate } = await loadGate(ctx, { myshopifyDomain, number: parseGateNumber(params.number) })
    const subjects = await findSubject(ctx, { subject: gate.subject })
    const version: GateVersion = { gate: formatGateView({ gate, shop, now: ctx.now() }), subjects }
    return answerJson(version)
  },
})
