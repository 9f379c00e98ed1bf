import type { Gate } from '../core/gate/types.ts'
import { formatGateStatus } from './formatGateStatus.ts'
import type { SavedGate } from './views.ts'

/** What a page needs to know of the gate it has just saved; the rest it loads again, in the shop's own time. */
export function formatSavedGate({ gate, now }: { gate: Gate; now: number }): SavedGate {
  return {
    number: gate.number,
    name: gate.name,
    openedAt: gate.updatedAt,
    status: formatGateStatus({ gate, now, timeZone: 'UTC' }),
  }
}
