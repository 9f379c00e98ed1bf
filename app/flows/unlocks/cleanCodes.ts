import { PalisadeError } from '../../core/errors/base.ts'
import { standingOf } from '../../core/gate/standing.ts'
import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import type { Needs } from '../context.ts'
import { withdrawCode } from './withdrawCode.ts'

/** Codes to delete per run, so that a run does not take long. */
const AT_ONCE = 100

/**
 * Delete expired codes at Shopify, and codes of gates that were paused, revised, ended or deleted. Where the shop may
 * run Functions, delete all codes: otherwise both would give the price.
 *
 * Queues itself again while codes are left. A failed deletion is retried later and does not stop the others.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST. @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function cleanCodes(
  ctx: Needs<'now' | 'shops' | 'gates' | 'accessCodes' | 'jobs' | 'shopify'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<void> {
  const { id: shopId, enforcement } = await ctx.shops.load(myshopifyDomain)
  const now = ctx.now()
  const gates = await ctx.gates.list({ shopId })
  const running = gates
    .filter((gate) => enforcement.level === 'codes' && standingOf({ gate, now }) === 'active')
    .map(({ number, revision }) => ({ gate: number, revision }))
  const due = await ctx.accessCodes.listDue({ shopId, at: now, running, limit: AT_ONCE })
  let failure: PalisadeError | null = null
  for (const code of due) {
    try {
      await withdrawCode(ctx, { shopId, code })
    } catch (error) {
      if (!(error instanceof PalisadeError)) throw error
      failure ??= error
    }
  }
  if (failure) throw failure
  const next = await ctx.accessCodes.sweep({ shopId, at: now })
  if (next === null) return
  const runAt = due.length === AT_ONCE ? now : Math.max(next, now)
  await ctx.jobs.add({ shopId, kind: 'codes', key: WHOLE_SHOP, runAt })
}
