import type { Gate } from '../../core/gate/types.ts'
import { isStale } from '../api/checkGateVersion.ts'
import type { Needs } from '../context.ts'
import { loadGate } from '../gates/loadGate.ts'
import { setGateState } from '../gates/setGateState.ts'
import type { PublishGatesNeeds } from '../publication/publishGates.ts'

/** A pause should not fail because somebody saves the gate at the same moment. */
const MOST_ATTEMPTS = 3

/**
 * Pause a gate for a workflow and publish it; nothing if it is paused.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_GATE_NOT_FOUND. @throws {ConflictError} ERR_GATE_STALE
 */
export async function setPaused(
  ctx: Needs<'shops'> & PublishGatesNeeds,
  { myshopifyDomain, number }: { myshopifyDomain: string; number: number },
): Promise<Gate> {
  for (let attempt = 1; ; attempt++) {
    try {
      await loadGate(ctx, { myshopifyDomain, number })
      const asked = { myshopifyDomain, numbers: [number], state: 'paused', actor: 'system' } as const
      await setGateState(ctx, asked)
      return (await loadGate(ctx, { myshopifyDomain, number })).gate
    } catch (error) {
      if (!isStale(error) || attempt === MOST_ATTEMPTS) throw error
    }
  }
}
