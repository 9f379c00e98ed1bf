import { publicContext } from '../context.server.ts'
import { shopGuideRoute } from '../picket/agents/guideRoute.ts'
import { storefrontDoor } from '../shopify.server.ts'

const route = shopGuideRoute({ door: storefrontDoor, issuer: publicContext.issuer })

export const action = route
export const loader = route
