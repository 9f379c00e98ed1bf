import { listStorefrontGates } from '../flows/api/listStorefrontGates.ts'
import { formatStorefrontGates } from '../picket/storefront/formatStorefrontGates.ts'
import { storefrontRoute } from '../picket/storefront/storefrontRoute.ts'
import { GateListBody } from '../picket/storefront/wire.ts'
import { storefrontDoor } from '../shopify.server.ts'

const route = storefrontRoute({
  door: storefrontDoor,
  schema: GateListBody,
  run: ({ ctx, myshopifyDomain }, body) => listStorefrontGates(ctx, { myshopifyDomain, ...body }),
  format: formatStorefrontGates,
})

export const action = route
export const loader = route
