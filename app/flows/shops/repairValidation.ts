import type { Shop } from '../../core/gate/shop.ts'
import { isExclusiveAt } from '../../core/gate/standing.ts'
import type { Needs } from '../context.ts'
import { ensureValidation } from '../publication/ensureValidation.ts'
import { findOwnValidations } from '../publication/findOwnValidations.ts'

/**
 * Create or switch on the validation while a gate is exclusive. A merchant must not switch it off or let failing runs
 * pass: a buyer who makes a run fail could then buy. Also delete every other validation of our Function, even if no
 * gate needs one.
 *
 * @throws {PalisadeError} ERR_FUNCTIONS_REFUSED, ERR_VALIDATIONS_FULL
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function repairValidation(
  ctx: Needs<'now' | 'shops' | 'gates' | 'proofKeys' | 'shopify'>,
  { shop }: { shop: Shop },
): Promise<void> {
  if (shop.enforcement.level !== 'functions') return
  const gates = await ctx.gates.list({ shopId: shop.id })
  const isNeeded = gates.some((gate) => isExclusiveAt({ gate, now: ctx.now() }))
  if (!isNeeded) {
    const { others } = await findOwnValidations(ctx, { shop })
    for (const other of others) await ctx.shopify.deleteValidation(other)
    return
  }
  await ensureValidation(ctx, { shop })
}
