import { publicContext } from '../context.server.ts'
import { documentRoute } from '../picket/oauth/documentRoute.ts'

const route = documentRoute({
  read: async () => ({ keys: await publicContext.tokens.listPublicKeys() }),
  // A new key signs as soon as a rotation creates it, so caches may keep this document for a minute only.
  maxAgeSeconds: 60,
})

export const action = route
export const loader = route
