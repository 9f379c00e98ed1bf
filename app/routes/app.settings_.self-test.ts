import { adminAction } from '../admin/adminRoute.ts'
import { formatZonedInstant } from '../admin/formatZonedInstant.ts'
import { parseSelfTest } from '../admin/selfTest/parseSelfTest.ts'
import type { SelfTestView } from '../admin/selfTest/views.ts'
import { runSelfTest } from '../flows/selfTest/runSelfTest.ts'
import { writeSelfTest } from '../flows/selfTest/writeSelfTest.ts'
import { loadShop } from '../flows/shops/loadShop.ts'
import { adminDoor } from '../shopify.server.ts'

/** Run the self-test. It writes nothing but its result, for the set-up guide. */
export const action = adminAction({
  door: adminDoor,
  parse: parseSelfTest,
  run: async ({ ctx, myshopifyDomain }, { theme }): Promise<SelfTestView> => {
    const steps = await runSelfTest(ctx, { myshopifyDomain, theme })
    await writeSelfTest(ctx, { myshopifyDomain, steps })
    const { ianaTimezone: timeZone } = await loadShop(ctx, { myshopifyDomain })
    return { steps, ranAt: formatZonedInstant({ at: ctx.now(), timeZone }) }
  },
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
