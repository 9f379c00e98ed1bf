import type { Gate, GateNumber, ShopId } from '../../core/gate/types.ts'
import { listConditions } from '../../core/requirement/listConditions.ts'
import type { Needs } from '../context.ts'

/** A gate that names a list. */
export type ListGate = { readonly number: GateNumber; readonly name: string }

/** Find the gates that name each list, by list id. Lists without gates are left out. */
export async function findListGates(
  ctx: Needs<'gates'>,
  { shopId }: { shopId: ShopId },
): Promise<ReadonlyMap<string, readonly ListGate[]>> {
  const found = new Map<string, ListGate[]>()
  for (const gate of await ctx.gates.list({ shopId })) {
    for (const listId of listNamedLists(gate)) {
      found.set(listId, [...(found.get(listId) ?? []), { number: gate.number, name: gate.name }])
    }
  }
  return found
}

function listNamedLists({ requirement }: Gate): ReadonlySet<string> {
  const ids = new Set<string>()
  for (const condition of listConditions(requirement.root)) {
    if ('listId' in condition) ids.add(condition.listId)
  }
  return ids
}
