import type { GateState } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'
import { loadGate } from '../gates/loadGate.ts'
import { setGateState } from '../gates/setGateState.ts'
import type { PublishGatesNeeds } from '../publication/publishGates.ts'
import type { GateCaller } from './authorizeGates.ts'
import { checkGateVersion, isStale, type KnownTags, staleVersion } from './checkGateVersion.ts'
import type { GateOfShop } from './gateOfShop.ts'
import { writeGateChange } from './writeGateChange.ts'

/** A pause should not fail because somebody saves the gate at the same moment. */
const MOST_ATTEMPTS = 3

/**
 * Pause or resume a gate and publish it. Nothing else of the gate changes, and nothing at all if it is so already.
 *
 * @throws {NotFoundError} ERR_GATE_NOT_FOUND
 * @throws {ConflictError} ERR_IF_MATCH_STALE; ERR_GATE_STALE if others kept changing the gate
 */
export async function setGateStateOverApi(
  ctx: Needs<'shops' | 'log'> & PublishGatesNeeds,
  parameters: GateCaller & {
    readonly number: number
    readonly state: GateState
    readonly knownTags: KnownTags
  },
): Promise<GateOfShop> {
  const { myshopifyDomain, actor, number, state, knownTags } = parameters
  for (let attempt = 1; ; attempt++) {
    const { shop, gate } = await loadGate(ctx, { myshopifyDomain, number })
    checkGateVersion({ gate, knownTags })
    const openedAt = knownTags === null ? undefined : gate.updatedAt
    try {
      const { gates } = await setGateState(ctx, {
        myshopifyDomain,
        numbers: [number],
        state,
        actor,
        openedAt,
      })
      const [changed] = gates
      if (!changed) return loadGate(ctx, { myshopifyDomain, number })
      writeGateChange(ctx, {
        ...{ actor, myshopifyDomain, number },
        change: state === 'paused' ? 'paused' : 'resumed',
      })
      return { shop, gate: changed }
    } catch (error) {
      if (!isStale(error)) throw error
      if (knownTags !== null) throw staleVersion()
      if (attempt === MOST_ATTEMPTS) throw error
    }
  }
}
