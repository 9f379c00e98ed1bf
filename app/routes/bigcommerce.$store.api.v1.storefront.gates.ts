import { storeDoor } from '../bigcommerce.server.ts'
import { publicContext } from '../context.server.ts'
import { listStorefrontGates } from '../flows/api/listStorefrontGates.ts'
import { formatStorefrontGates } from '../picket/storefront/formatStorefrontGates.ts'
import { GateListBody } from '../picket/storefront/wire.ts'
import { storeAction } from '../proxy/storeAction.ts'

/** List the gates about the products of a page of a BigCommerce store. */
const answer = storeAction({
  door: storeDoor,
  turn: 'later',
  schema: GateListBody,
  run: ({ myshopifyDomain }, body) => listStorefrontGates(publicContext, { myshopifyDomain, ...body }),
  format: (gates) => ({ ...formatStorefrontGates(gates), clientId: storeDoor.clientId }),
})

export const action = answer
export const loader = answer
