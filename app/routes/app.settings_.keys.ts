import { adminAction, adminLoader } from '../admin/adminRoute.ts'
import { formatKeysView } from '../admin/keys/formatKeysView.ts'
import { parseKeysChange } from '../admin/keys/parseKeysChange.ts'
import type { KeysView } from '../admin/keys/views.ts'
import { jobBell } from '../context.server.ts'
import type { FlowContext } from '../flows/context.ts'
import { loadRotation } from '../flows/keys/loadRotation.ts'
import { rotateAtOnce } from '../flows/keys/rotateAtOnce.ts'
import { rotateProofKey } from '../flows/keys/rotateProofKey.ts'
import { adminDoor } from '../shopify.server.ts'

const FLOWS = { rotate: rotateProofKey, 'rotate-at-once': rotateAtOnce } as const

/** Load which key signs, and the state of the rotation. */
export const loader = adminLoader({
  door: adminDoor,
  run: ({ ctx, myshopifyDomain }) => loadView(ctx, myshopifyDomain),
})

/** Rotate the key, or end every key now. */
export const action = adminAction({
  door: adminDoor,
  parse: parseKeysChange,
  run: async ({ ctx, ...staff }, kind) => {
    await FLOWS[kind](ctx, staff)
    jobBell.ring()
    return loadView(ctx, staff.myshopifyDomain)
  },
})

export { clientAction } from '../admin/clientAction.ts'

async function loadView(ctx: FlowContext, myshopifyDomain: string): Promise<KeysView> {
  const { shop, ...rotation } = await loadRotation(ctx, { myshopifyDomain })
  return formatKeysView({ ...rotation, timeZone: shop.ianaTimezone, now: ctx.now() })
}
