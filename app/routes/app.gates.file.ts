import { adminLoader } from '../admin/adminRoute.ts'
import { composeGatesFile } from '../core/gate/gatesFile.ts'
import { listGates } from '../flows/gates/listGates.ts'
import { adminDoor } from '../shopify.server.ts'

/** Download all gates of the shop as a JSON file. */
export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }) => {
    const { shop, gates, unreadable } = await listGates(ctx, { myshopifyDomain })
    const file = composeGatesFile({ shop, gates: [...gates].reverse(), unreadable })
    return new Response(`${JSON.stringify(file, null, 2)}\n`, {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': 'attachment; filename="gates.json"',
        'cache-control': 'no-store',
      },
    })
  },
})
