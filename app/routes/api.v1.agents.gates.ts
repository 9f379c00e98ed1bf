import { agentTools } from '../agents.server.ts'
import { agentRoute } from '../picket/agents/agentRoute.ts'
import { storefrontDoor } from '../shopify.server.ts'

const route = agentRoute({ door: storefrontDoor, tools: agentTools, name: 'find_gates' })

export const action = route
export const loader = route
