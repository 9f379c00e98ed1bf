import { publicContext, surfaceDoor } from '../context.server.ts'
import { loadCustomerOpenings } from '../flows/surfaces/loadCustomerOpenings.ts'
import { formatCustomerOpenings } from '../proxy/surfaces/formatCustomerOpenings.ts'
import { checkCustomer, surfaceRoute } from '../proxy/surfaces/surfaceRoute.ts'
import { CustomerBody } from '../proxy/surfaces/wire.ts'

/** What the block in a customer's account shows. */
export const action = surfaceRoute({
  door: surfaceDoor,
  schema: CustomerBody,
  run: async (caller) => loadCustomerOpenings(publicContext, checkCustomer(caller)),
  format: formatCustomerOpenings,
})

export { answerOtherMethod as loader } from '../proxy/surfaces/surfaceRoute.ts'
