import type { Shop } from '../../core/gate/shop.ts'
import type { Gate, GateNumber } from '../../core/gate/types.ts'
import { type HoldingState, needsHolding } from '../../core/settlement/holding.ts'
import { listHoldingGates } from '../../core/settlement/listHoldingGates.ts'
import type { Needs } from '../context.ts'
import { readHolding } from './readHolding.ts'

export type LoadHoldingResult = {
  readonly state: HoldingState
  /** Whether the shop's settings ask for holds. */
  readonly isWanted: boolean
  /** Gates that need holds, if the settings ask for holds and the app may not hold; else empty. */
  readonly gates: readonly GateNumber[]
}

/**
 * Find whether the app may hold a shop's orders, and which gates need holds if it may not. Costs one request to
 * Shopify.
 */
export async function loadHolding(
  ctx: Needs<'now' | 'gates' | 'shopify'>,
  {
    shop,
    gates: known,
  }: { shop: Shop /** All of the shop, if the caller has them. */; gates?: readonly Gate[] },
): Promise<LoadHoldingResult> {
  const isWanted = needsHolding(shop.settings)
  const state = await readHolding(ctx)
  if (!isWanted || state !== 'not-allowed') return { state, isWanted, gates: [] }
  const all = known ?? (await ctx.gates.list({ shopId: shop.id }))
  const gates = listHoldingGates({ gates: all, now: ctx.now() })
  return { state, isWanted, gates: gates.map(({ number }) => number) }
}
