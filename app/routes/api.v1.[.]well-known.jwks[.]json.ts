import { publicContext } from '../context.server.ts'
import { documentRoute } from '../picket/oauth/documentRoute.ts'

const route = documentRoute({
  read: async () => ({ keys: await publicContext.tokens.listPublicKeys() }),
  // A key that was rotated in signs at once.
  maxAgeSeconds: 60,
})

export const action = route
export const loader = route
