import { countGates } from '../context.server.ts'
import { renewWithContent } from '../flows/unlocks/renewWithContent.ts'
import { storefrontRoute } from '../picket/storefront/storefrontRoute.ts'
import { formatAnswer } from '../proxy/format.ts'
import { RenewBody } from '../proxy/wire.ts'
import { storefrontDoor } from '../shopify.server.ts'

const route = storefrontRoute({
  door: storefrontDoor,
  schema: RenewBody,
  run: ({ ctx, site: _, ...caller }, { cart, vaults, content, ...body }) =>
    renewWithContent(ctx, {
      ...body,
      vaults: vaults ?? [],
      cartToken: cart ?? null,
      content: content ?? null,
      // Shopify vouches for a customer only through its app proxy.
      customerId: null,
      ...caller,
    }),
  format: (answer) => formatAnswer({ ...countGates(answer), content: answer.content }),
})

export const action = route
export const loader = route
