import { PalisadeError } from '../../core/errors/base.ts'
import { HOLD_SCOPES, type HoldingState } from '../../core/settlement/holding.ts'
import type { Needs } from '../context.ts'

/**
 * Ask Shopify whether the app may hold orders now; 'unknown' if it does not answer. Costs one request per Shopify port.
 *
 * The stored scopes are not used: their webhook may come late or never.
 */
export async function readHolding(ctx: Needs<'shopify'>): Promise<HoldingState> {
  try {
    const granted = await Promise.all(HOLD_SCOPES.map((name) => ctx.shopify.hasScope(name)))
    return granted.every(Boolean) ? 'allowed' : 'not-allowed'
  } catch (error) {
    if (!(error instanceof PalisadeError)) throw error
    return 'unknown'
  }
}
