import type { FlowContext } from '../flows/context.ts'
import { deleteLeftStores } from '../flows/shops/deleteLeftStores.ts'

/** Delete what no request deletes in passing: old messages and runs of workflows, and stores that have left. */
export async function deleteExpired(
  ctx: Pick<FlowContext, 'now' | 'messages' | 'flowRuns' | 'privacy'>,
): Promise<void> {
  await ctx.messages.sweep({ at: ctx.now() })
  await ctx.flowRuns.sweep({ at: ctx.now() })
  await deleteLeftStores(ctx)
}
