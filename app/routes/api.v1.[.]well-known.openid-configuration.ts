import { publicContext } from '../context.server.ts'
import { composeDiscovery } from '../core/oauth/composeDiscovery.ts'
import { documentRoute } from '../picket/oauth/documentRoute.ts'

const route = documentRoute({
  read: () => composeDiscovery({ issuer: publicContext.issuer }),
  maxAgeSeconds: 3600,
})

export const action = route
export const loader = route
