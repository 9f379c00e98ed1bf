import { jobBell, publicContext, surfaceDoor } from '../context.server.ts'
import { removeWallets } from '../flows/surfaces/removeWallets.ts'
import { checkCustomer, surfaceRoute } from '../proxy/surfaces/surfaceRoute.ts'
import { CustomerBody } from '../proxy/surfaces/wire.ts'

/** Sign a customer's wallets out. A job then removes the tags at Shopify. */
export const action = surfaceRoute({
  door: surfaceDoor,
  schema: CustomerBody,
  run: async (caller) => {
    await removeWallets(publicContext, checkCustomer(caller))
    jobBell.ring()
  },
  format: () => ({ kind: 'done' }),
})

export { answerOtherMethod as loader } from '../proxy/surfaces/surfaceRoute.ts'
