import { ConflictError } from '../../core/errors/base.ts'
import type { GateActor } from '../../core/gate/change.ts'
import { formatGateForm } from '../../core/gate/formatGateForm.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'
import type { PublishGatesNeeds } from '../publication/publishGates.ts'
import { createGate } from './createGate.ts'
import type { DraftNeeds } from './draftFromForm.ts'
import { updateGate } from './updateGate.ts'

export type RestoreGateParameters = {
  readonly myshopifyDomain: string
  readonly number: number
  /** The id of the change whose version is restored; the version before it, if it deleted the gate. */
  readonly id: string
  readonly actor: GateActor
  /** The gate's `updatedAt` when the page was opened. */
  readonly openedAt: number
  /** Id of the gate to create, if the gate was deleted. */
  readonly draftId: string
}

/**
 * Restore a version of a gate and publish it. It is checked like a form that a merchant sends now. A deleted gate is
 * created anew, with a new number, because orders name the old one.
 *
 * @throws {InputError} ERR_GATE_INVALID if the version cannot be saved now
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_CHANGE_NOT_FOUND
 * @throws {ConflictError} ERR_GATE_STALE, ERR_CHANGE_UNREADABLE
 */
export async function restoreGate(
  ctx: Needs<'shops'> & DraftNeeds & PublishGatesNeeds,
  { myshopifyDomain, number, id, actor, openedAt, draftId }: RestoreGateParameters,
): Promise<Gate> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const change = await ctx.gates.loadChange({ shopId: shop.id, number, id })
  const draft = change.draft ?? change.before
  if (draft === null || draft === 'unreadable') throw unreadableChange()
  const form = formatGateForm({ gate: draft, timeZone: shop.ianaTimezone })
  if (change.isGateDeleted) return createGate(ctx, { myshopifyDomain, form, draftId, actor })
  return updateGate(ctx, { myshopifyDomain, number, form, openedAt, actor, restoredFrom: id })
}

function unreadableChange(): ConflictError {
  return new ConflictError(
    'ERR_CHANGE_UNREADABLE',
    'This version was saved by another version of Palisade and cannot be restored.',
    { hint: 'Choose another version, or make the change on the gate’s page.' },
  )
}
