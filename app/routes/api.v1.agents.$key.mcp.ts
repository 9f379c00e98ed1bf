import { agentTools } from '../agents.server.ts'
import { mcpRoute } from '../picket/agents/mcp/mcpRoute.ts'
import { storefrontDoor } from '../shopify.server.ts'

const route = mcpRoute({ door: storefrontDoor, tools: agentTools })

export const action = route
export const loader = route
