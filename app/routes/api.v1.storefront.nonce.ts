import { issueNonce } from '../flows/unlocks/issueNonce.ts'
import { storefrontRoute } from '../picket/storefront/storefrontRoute.ts'
import { formatNonce } from '../proxy/format.ts'
import { NonceBody } from '../proxy/wire.ts'
import { storefrontDoor } from '../shopify.server.ts'

const route = storefrontRoute({
  door: storefrontDoor,
  turn: 'first',
  schema: NonceBody,
  run: ({ ctx, site, ...caller }, body) => issueNonce(ctx, { ...body, ...caller, requestedDomain: site }),
  format: formatNonce,
})

export const action = route
export const loader = route
