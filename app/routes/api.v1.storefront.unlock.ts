import { countGates } from '../context.server.ts'
import { unlockGates } from '../flows/unlocks/unlockGates.ts'
import { storefrontRoute } from '../picket/storefront/storefrontRoute.ts'
import { formatAnswer } from '../proxy/format.ts'
import { UnlockBody } from '../proxy/wire.ts'
import { storefrontDoor } from '../shopify.server.ts'

const route = storefrontRoute({
  door: storefrontDoor,
  schema: UnlockBody,
  run: ({ ctx, site: _, ...caller }, { cart, session, signedMessage, vaults, ...body }) =>
    unlockGates(ctx, {
      ...body,
      signedMessage: signedMessage ?? null,
      vaults: vaults ?? [],
      cartToken: cart ?? null,
      session: session ?? null,
      // Shopify vouches for a customer only through its app proxy.
      customerId: null,
      ...caller,
    }),
  format: (answer) => formatAnswer(countGates(answer)),
})

export const action = route
export const loader = route
