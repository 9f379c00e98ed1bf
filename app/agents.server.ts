import { countGates, publicContext } from './context.server.ts'
import { checkGatesForAgent } from './flows/api/checkGatesForAgent.ts'
import { listStorefrontGates } from './flows/api/listStorefrontGates.ts'
import { unlockForAgent } from './flows/api/unlockForAgent.ts'
import type { FlowContext } from './flows/context.ts'
import { issueNonce } from './flows/unlocks/issueNonce.ts'
import { createAgentTools } from './picket/agents/tools.ts'

/** What agents may ask, at the addresses of the API and over MCP. */
export const agentTools = createAgentTools<FlowContext>({
  now: publicContext.now,
  listGates: listStorefrontGates,
  issueNonce,
  checkGates: checkGatesForAgent,
  unlockGates: async (ctx, asked) => {
    const found = await unlockForAgent(ctx, asked)
    return { ...found, unlocked: countGates(found.unlocked) }
  },
})
