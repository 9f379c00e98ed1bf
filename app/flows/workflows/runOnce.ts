import type { Needs } from '../context.ts'

/** Flow gives up after ten seconds and asks again, so nobody works longer on a run than this. Seconds. */
const CLAIM_SECONDS = 60
/** Flow asks again for a day and a half. Seconds. */
const KEPT_SECONDS = 3 * 86_400

export type RunOnceParameters = {
  readonly myshopifyDomain: string
  /** Shopify Flow's id of the run. */
  readonly runId: string
}

/**
 * Run an action of a workflow once, however often Flow asks for the run: later requests get the first one's answer, and
 * `null` while somebody works on it. A run that failed may be asked for again.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, and what `run` throws
 */
export async function runOnce(
  ctx: Needs<'now' | 'shops' | 'flowRuns' | 'hashSecret'>,
  { myshopifyDomain, runId }: RunOnceParameters,
  run: () => Promise<object>,
): Promise<object | null> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const key = { shopId, run: ctx.hashSecret(`flow run ${runId}`) }
  const at = ctx.now()
  const claim = { ...key, at, claimedTo: at + CLAIM_SECONDS, expiresAt: at + KEPT_SECONDS }
  const claimed = await ctx.flowRuns.claim(claim)
  if (claimed.kind === 'busy') return null
  if (claimed.kind === 'done') return claimed.answer as object
  try {
    const answer = await run()
    await ctx.flowRuns.finish({ ...key, answer })
    return answer
  } catch (error) {
    await ctx.flowRuns.release(key)
    throw error
  }
}
