import { countGates } from '../context.server.ts'
import { renewForPage } from '../flows/unlocks/renewForPage.ts'
import { storefrontRoute } from '../picket/storefront/storefrontRoute.ts'
import { formatRenewal } from '../proxy/formatRenewal.ts'
import { RenewBody } from '../proxy/wire.ts'
import { storefrontDoor } from '../shopify.server.ts'

const route = storefrontRoute({
  door: storefrontDoor,
  schema: RenewBody,
  run: async ({ ctx, site: _, ...caller }, { cart, vaults, content, tokens, ...body }) => {
    const answer = await renewForPage(ctx, {
      ...body,
      vaults: vaults ?? [],
      cartToken: cart ?? null,
      content: content ?? null,
      tokens: tokens ? { ...tokens, use: tokens.use ?? null } : null,
      // Shopify vouches for a customer only through its app proxy.
      customerId: null,
      ...caller,
    })
    return { ...answer, locale: tokens?.locale ?? null }
  },
  format: (answer) => formatRenewal(countGates(answer)),
})

export const action = route
export const loader = route
