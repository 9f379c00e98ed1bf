import type { AccessCode } from '../../core/accessCode/types.ts'
import { PalisadeError } from '../../core/errors/base.ts'
import { standingOf } from '../../core/gate/standing.ts'
import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import type { Needs } from '../context.ts'
import { deleteCode } from './deleteCode.ts'

/** Codes to delete per run, so that a run does not take long. */
const AT_ONCE = 100

type DeleteEndedCodesPorts = Needs<'now' | 'shops' | 'gates' | 'accessCodes' | 'jobs' | 'shopify'>

/**
 * Delete expired codes at Shopify, and codes of gates that were paused, revised, ended or deleted. Where the shop may
 * run Functions, delete all codes: otherwise both would give the price.
 *
 * Queues itself again while codes are left. A failed deletion is retried later and does not stop the others.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST. @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function deleteEndedCodes(
  ctx: DeleteEndedCodesPorts,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<void> {
  const { id: shopId, enforcement } = await ctx.shops.load(myshopifyDomain)
  const now = ctx.now()
  const gates = await ctx.gates.list({ shopId })
  const running = gates
    .filter((gate) => enforcement.level === 'codes' && standingOf({ gate, now }) === 'active')
    .map(({ number, revision }) => ({ gate: number, revision }))
  const { deleted, failure } = await deleteDue(ctx, { shopId, at: now, running })
  const next = failure ? now : await ctx.accessCodes.sweep({ shopId, at: now })
  const isFull = deleted >= AT_ONCE
  if (next !== null && (isFull || !failure)) {
    const runAt = isFull ? now : Math.max(next, now)
    await ctx.jobs.add({ shopId, kind: 'codes', key: WHOLE_SHOP, runAt })
  }
  if (failure) throw failure
}

type DeleteDueResult = { readonly deleted: number; readonly failure: PalisadeError | null }

/**
 * Delete due codes, page by page, until enough are deleted. Codes that Shopify refuses to delete come first in every
 * run, so they are passed. Any other failure concerns all codes: the rest waits for the next run.
 */
async function deleteDue(
  ctx: DeleteEndedCodesPorts,
  due: Pick<Parameters<DeleteEndedCodesPorts['accessCodes']['listDue']>[0], 'shopId' | 'at' | 'running'>,
): Promise<DeleteDueResult> {
  let deleted = 0
  let failure: PalisadeError | null = null
  let after: AccessCode | null = null
  for (;;) {
    const page: AccessCode[] = await ctx.accessCodes.listDue({ ...due, after, limit: AT_ONCE })
    for (const code of page) {
      try {
        await deleteCode(ctx, { shopId: due.shopId, code })
        deleted += 1
      } catch (error) {
        if (!(error instanceof PalisadeError)) throw error
        if (failure === null || failure.code === 'ERR_SHOPIFY_USER') failure = error
      }
    }
    const isDown = failure !== null && failure.code !== 'ERR_SHOPIFY_USER'
    if (page.length < AT_ONCE || deleted >= AT_ONCE || isDown) return { deleted, failure }
    after = page.at(-1) ?? null
  }
}
