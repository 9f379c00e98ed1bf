import { adminAction } from '../admin/adminRoute.ts'
import { formatCheck } from '../admin/check/formatCheck.ts'
import { parseCheck } from '../admin/check/parseCheck.ts'
import type { CheckView } from '../admin/check/views.ts'
import { parseGateNumber } from '../admin/parseGateNumber.ts'
import { loadShop } from '../flows/shops/loadShop.ts'
import { addTokenIds } from '../flows/unlocks/addTokenIds.ts'
import { checkGate } from '../flows/unlocks/checkGate.ts'
import { readCheckedWallets } from '../flows/unlocks/readCheckedWallets.ts'
import { adminDoor } from '../shopify.server.ts'

/** Check whether the wallets that staff enter pass a gate, now or at a past block, and why. */
export const action = adminAction({
  door: adminDoor,
  parse: (body, { number }) => ({ number: parseGateNumber(number), ...parseCheck(body) }),
  run: async ({ ctx, myshopifyDomain }, { at, typed, number }): Promise<CheckView> => {
    const shop = await loadShop(ctx, { myshopifyDomain })
    const { wallets, names } = await readCheckedWallets(ctx, { typed })
    const asked = { number, wallets, at, shopId: shop.id, vaults: [], maxAgeSeconds: 0 }
    const checked = await checkGate(ctx, asked)
    const { snapshots } = checked.gate.requirement
    const report = await addTokenIds(ctx, { ...checked, snapshots: at ? [at, ...snapshots] : snapshots })
    return formatCheck({ ...checked, report, at, names, shop, now: ctx.now() })
  },
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
