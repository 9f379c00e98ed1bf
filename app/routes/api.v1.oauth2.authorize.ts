import { ceiling, configuredChains, picketDoor, publicContext, qrDoor } from '../context.server.ts'
import { composeAuthorization } from '../flows/oauth/composeAuthorization.ts'
import { describeGateTokens } from '../flows/oauth/describeGateTokens.ts'
import { finishAuthorization } from '../flows/oauth/finishAuthorization.ts'
import { startAuthorization } from '../flows/oauth/startAuthorization.ts'
import { authorizeRoute } from '../picket/oauth/authorizeRoute.ts'
import { formatTokenNames } from '../picket/oauth/formatTokenNames.ts'

const route = authorizeRoute({
  start: (request) => startAuthorization(publicContext, request),
  prepare: (request) => ceiling.run('first', () => composeAuthorization(publicContext, request)),
  complete: (request) => ceiling.run('later', () => finishAuthorization(publicContext, request)),
  describeTokens: async (request) => formatTokenNames(await describeGateTokens(publicContext, request)),
  issuer: publicContext.issuer,
  chains: configuredChains,
  loadScript: async () => (await import('../picket/oauth/page/browser/main.ts?script')).default,
  renderQr: qrDoor.render,
  createNonce: () => publicContext.createRandomHex(16),
  trustedProxies: picketDoor.trustedProxies,
})

export const action = route
export const loader = route
