import { publicContext } from '../context.server.ts'
import { serverGuideRoute } from '../picket/agents/guideRoute.ts'

export const loader = serverGuideRoute({ issuer: publicContext.issuer })
