import { formatPassPath } from '../../core/staffPass/formatPassPath.ts'
import { formatUuid } from '../../core/text/formatUuid.ts'
import type { Needs } from '../context.ts'
import { composePassToken } from '../staffPasses/composePassToken.ts'
import { createStaffPass } from '../staffPasses/createStaffPass.ts'

export type IssuePassParameters = {
  readonly myshopifyDomain: string
  readonly runId: string
  readonly gate: number
  readonly hours: number
  readonly note: string
}

/**
 * Make a one-time pass of one item for whoever gets its link. The run decides its id, so a run that was cut off finds
 * the pass that it made.
 *
 * @throws as createStaffPass
 */
export async function issuePass(
  ctx: Parameters<typeof createStaffPass>[0] & Needs<'shops' | 'hashSecret' | 'hashPersonal'>,
  { myshopifyDomain, runId, gate, hours, note }: IssuePassParameters,
): Promise<{ readonly link: string; readonly endsAt: number }> {
  const draftId = formatUuid(ctx.hashSecret(`flow pass ${runId}`).slice(0, 32))
  const pass = await createStaffPass(ctx, {
    ...{ myshopifyDomain, number: gate, actor: 'system', wallet: null, units: 1 },
    ...{ hours, note, draftId },
  })
  const { primaryDomain } = await ctx.shops.load(myshopifyDomain)
  const path = formatPassPath({ gate, token: composePassToken(ctx, pass) })
  return { link: `https://${primaryDomain}${path}`, endsAt: pass.endsAt }
}
