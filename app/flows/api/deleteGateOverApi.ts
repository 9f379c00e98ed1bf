import type { Needs } from '../context.ts'
import { deleteGate } from '../gates/deleteGate.ts'
import { loadGate } from '../gates/loadGate.ts'
import type { PublishGatesNeeds } from '../publication/publishGates.ts'
import type { GateCaller } from './authorizeGates.ts'
import { checkGateVersion, isStale, type KnownTags, staleVersion } from './checkGateVersion.ts'
import type { GateOfShop } from './gateOfShop.ts'
import { writeGateChange } from './writeGateChange.ts'

/**
 * Delete a gate, also at Shopify.
 *
 * @throws {NotFoundError} ERR_GATE_NOT_FOUND. @throws {ConflictError} ERR_IF_MATCH_STALE
 */
export async function deleteGateOverApi(
  ctx: Needs<'shops' | 'log'> & PublishGatesNeeds,
  {
    myshopifyDomain,
    actor,
    number,
    knownTags,
  }: GateCaller & { readonly number: number; readonly knownTags: KnownTags },
): Promise<GateOfShop> {
  const { shop, gate } = await loadGate(ctx, { myshopifyDomain, number })
  checkGateVersion({ gate, knownTags })
  try {
    const openedAt = knownTags === null ? undefined : gate.updatedAt
    const deleted = await deleteGate(ctx, { myshopifyDomain, number, actor, openedAt })
    writeGateChange(ctx, { actor, myshopifyDomain, number, change: 'deleted' })
    return { shop, gate: deleted }
  } catch (error) {
    throw isStale(error) ? staleVersion() : error
  }
}
