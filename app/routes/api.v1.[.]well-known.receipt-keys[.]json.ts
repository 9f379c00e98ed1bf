import { publicContext } from '../context.server.ts'
import { listReceiptKeys } from '../flows/orders/listReceiptKeys.ts'
import { documentRoute } from '../picket/oauth/documentRoute.ts'

const route = documentRoute({
  read: async () => ({ keys: await listReceiptKeys(publicContext) }),
  // As jwks.json: a new key signs soon after a rotation creates it.
  maxAgeSeconds: 60,
})

export const action = route
export const loader = route
