import { configuredChains, picketDoor, publicContext } from '../context.server.ts'
import { completeAuthorization } from '../flows/oauth/completeAuthorization.ts'
import { nameGateTokens } from '../flows/oauth/nameGateTokens.ts'
import { prepareAuthorization } from '../flows/oauth/prepareAuthorization.ts'
import { startAuthorization } from '../flows/oauth/startAuthorization.ts'
import { authorizeRoute } from '../picket/oauth/authorizeRoute.ts'
import { formatTokenNames } from '../picket/oauth/formatTokenNames.ts'

const route = authorizeRoute({
  start: (request) => startAuthorization(publicContext, request),
  prepare: (request) => prepareAuthorization(publicContext, request),
  complete: (request) => completeAuthorization(publicContext, request),
  nameTokens: async (request) => formatTokenNames(await nameGateTokens(publicContext, request)),
  issuer: publicContext.issuer,
  chains: configuredChains,
  loadScript: async () => (await import('../picket/oauth/page/browser/main.ts?script')).default,
  makeNonce: () => publicContext.randomHex(16),
  trustedProxies: picketDoor.trustedProxies,
})

export const action = route
export const loader = route
