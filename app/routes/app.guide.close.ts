import { adminAction } from '../admin/adminRoute.ts'
import { parseGuideClose } from '../admin/home/parseGuideClose.ts'
import { closeGuide } from '../flows/shops/closeGuide.ts'
import { adminDoor } from '../shopify.server.ts'

/** Hide the set-up guide until a step that is done breaks. */
export const action = adminAction({
  door: adminDoor,
  parse: parseGuideClose,
  run: async ({ ctx, myshopifyDomain }, { doneSteps }) => closeGuide(ctx, { myshopifyDomain, doneSteps }),
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
