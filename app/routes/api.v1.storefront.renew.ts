import { countGates } from '../context.server.ts'
import { renewForPage } from '../flows/unlocks/renewForPage.ts'
import { storefrontRoute } from '../picket/storefront/storefrontRoute.ts'
import { formatRenewal } from '../proxy/formatRenewal.ts'
import { toRenewal } from '../proxy/toRenewal.ts'
import { RenewBody } from '../proxy/wire.ts'
import { storefrontDoor } from '../shopify.server.ts'

const route = storefrontRoute({
  door: storefrontDoor,
  schema: RenewBody,
  run: async ({ ctx, site: _, ...caller }, body) => {
    // Shopify vouches for a customer only through its app proxy.
    const answer = await renewForPage(ctx, { ...toRenewal(body), customerId: null, ...caller })
    return { ...answer, locale: body.tokens?.locale ?? null }
  },
  format: (answer) => formatRenewal(countGates(answer)),
})

export const action = route
export const loader = route
