import type { GateForm } from '../../core/gate/form.ts'
import type { Needs } from '../context.ts'
import type { DraftNeeds } from '../gates/draftFromForm.ts'
import { loadGate } from '../gates/loadGate.ts'
import { updateGate } from '../gates/updateGate.ts'
import type { PublishGatesNeeds } from '../publication/publishGates.ts'
import type { GateCaller } from './authorizeGates.ts'
import { checkGateVersion, isStale, staleVersion } from './checkGateVersion.ts'
import type { GateOfShop } from './gateOfShop.ts'
import { writeGateChange } from './writeGateChange.ts'

/**
 * Replace a gate whose version the caller knows, and publish it.
 *
 * @throws {InputError} ERR_GATE_INVALID with `details.fields`
 * @throws {NotFoundError} ERR_GATE_NOT_FOUND. @throws {ConflictError} ERR_IF_MATCH_STALE
 */
export async function updateGateOverApi(
  ctx: Needs<'log' | 'shops'> & DraftNeeds & PublishGatesNeeds,
  {
    myshopifyDomain,
    actor,
    number,
    form,
    knownTags,
  }: GateCaller & { readonly number: number; readonly form: GateForm; readonly knownTags: readonly string[] },
): Promise<GateOfShop> {
  const { shop, gate } = await loadGate(ctx, { myshopifyDomain, number })
  checkGateVersion({ gate, knownTags })
  try {
    const openedAt = gate.updatedAt
    const saved = await updateGate(ctx, { myshopifyDomain, number, form, openedAt, actor })
    writeGateChange(ctx, { actor, myshopifyDomain, number, change: 'changed' })
    return { shop, gate: saved }
  } catch (error) {
    throw isStale(error) ? staleVersion() : error
  }
}
