import { ConflictError, NotFoundError, UpstreamError } from '../../core/errors/base.ts'
import { NO_ACTION } from '../../core/settlement/chooseAction.ts'
import { formatFindings, listFindings } from '../../core/settlement/listFindings.ts'
import { mergeFindings } from '../../core/settlement/mergeFindings.ts'
import type { SettlementRow } from '../../core/settlement/types.ts'
import type { Needs } from '../context.ts'
import { listHolds } from './listHolds.ts'
import { readHolding } from './readHolding.ts'

export type ReleaseOrderNeeds = Needs<'now' | 'shops' | 'jobs' | 'settlements' | 'shopify'>
export type ReleaseOrderParameters = {
  readonly myshopifyDomain: string
  readonly orderId: number
  /** `staff:<user id>` */
  readonly actor: string
  readonly reason: string
  /** The findings that staff have seen, in the format of `formatFindings`. Only these are accepted. */
  readonly seen: string
}

/**
 * Accept an order's findings by staff's decision. Releases this app's holds, and no others. The order is held again
 * only for a graver finding. Queues the settling that updates its tags. Idempotent.
 *
 * @throws {NotFoundError} ERR_NOT_FOUND, ERR_SHOP_NOT_FOUND
 * @throws {ConflictError} ERR_ORDER_STALE, ERR_ORDER_NOT_HELD
 * @throws {UpstreamError} ERR_SCOPE_MISSING, ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function releaseOrder(
  ctx: ReleaseOrderNeeds,
  { myshopifyDomain, orderId, actor, reason, seen }: ReleaseOrderParameters,
): Promise<void> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  for (;;) {
    const row = await ctx.settlements.load({ shopId, orderId })
    if (!row) throw unknownOrder()
    const { action: expected, settlement } = row
    if (expected.accepted && expected.state === 'lifted' && findOpen(row) === NOTHING) return
    checkSeen({ row, seen })
    // Shopify first: a failure there changes nothing in the database and can be retried.
    if (expected.holds.length > 0) await releaseHolds(ctx, { orderId })
    const accepted = mergeFindings({ settlement, before: expected.accepted })
    const kind = expected.kind === 'hold' ? 'hold' : 'tag'
    const isKept = await ctx.settlements.release({
      shopId,
      orderId,
      action: { ...NO_ACTION, kind, state: 'lifted', accepted },
      expected,
      actor,
      detail: { reason, outcome: settlement.outcome },
      at: ctx.now(),
    })
    // The row changed meanwhile, by a new hold or a new settling: load it again.
    if (!isKept) continue
    await ctx.jobs.add({ shopId, kind: 'order', key: String(orderId), runAt: ctx.now() })
    return
  }
}

const NOTHING = formatFindings({ wholeOutcome: 'none', lines: [] })

/** The findings that are not accepted yet. */
function findOpen({ settlement, action: { accepted } }: SettlementRow): string {
  return formatFindings(listFindings({ settlement, accepted }))
}

function unknownOrder(): NotFoundError {
  return new NotFoundError('ERR_NOT_FOUND', 'No gate applied to this order.', {
    hint: 'Open it from the list of orders.',
  })
}

function checkSeen({ row, seen }: { row: SettlementRow; seen: string }): void {
  const { action, settlement } = row
  if (settlement.isCancelled || action.kind === 'cancel') {
    throw new ConflictError(
      'ERR_ORDER_NOT_HELD',
      'This order is canceled, or its cancellation is in progress.',
      {
        hint: 'A canceled order cannot be released.',
      },
    )
  }
  const open = findOpen(row)
  if (open === NOTHING && action.holds.length === 0) {
    throw new ConflictError('ERR_ORDER_NOT_HELD', 'This order has no hold and no open problem.', {
      hint: 'Reload the page to see its current state.',
    })
  }
  if (open !== seen) {
    throw new ConflictError('ERR_ORDER_STALE', 'The problems found with this order have changed.', {
      hint: 'Reload the page and check the order before you release it.',
    })
  }
}

/** Release this app's holds on an order. A hold that is already gone is skipped. */
async function releaseHolds(ctx: Needs<'shopify'>, { orderId }: { orderId: number }): Promise<void> {
  if ((await readHolding(ctx)) === 'not-allowed') {
    throw new UpstreamError(
      'ERR_SCOPE_MISSING',
      'Shopify does not let Palisade hold orders or release holds.',
      {
        hint: 'Allow holding under Settings, or release the hold in Shopify.',
      },
    )
  }
  for (const { fulfillmentOrderId: id, holdIds } of await listHolds(ctx, { orderId })) {
    try {
      await ctx.shopify.releaseHold({ id, holdIds })
    } catch (error) {
      if (!(error instanceof UpstreamError) || error.code !== 'ERR_SHOPIFY_USER') throw error
      const standing = await listHolds(ctx, { orderId })
      if (standing.some(({ fulfillmentOrderId }) => fulfillmentOrderId === id)) throw error
    }
  }
}
