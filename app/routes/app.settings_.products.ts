import { adminAction } from '../admin/adminRoute.ts'
import { parseClosing } from '../admin/settings/parseClosing.ts'
import type { ClosedProducts } from '../admin/settings/views.ts'
import { closeProducts } from '../flows/shops/closeProducts.ts'
import { undoClosing } from '../flows/shops/undoClosing.ts'
import { adminDoor } from '../shopify.server.ts'

/** Make exclusive products drafts before the app is uninstalled, or undo that. */
export const action = adminAction({
  door: adminDoor,
  parse: parseClosing,
  run: async ({ ctx, myshopifyDomain }, body): Promise<ClosedProducts> =>
    body.kind === 'close'
      ? { kind: 'closed', ...(await closeProducts(ctx, { myshopifyDomain, ids: body.ids })) }
      : {
          kind: 'opened',
          ...(await undoClosing(ctx, { myshopifyDomain, products: body.products })),
        },
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
