import type { Gate } from '../core/gate/types.ts'
import { formatGateStatus } from './formatGateStatus.ts'
import type { SavedGate } from './views.ts'

/** Format what a page needs from a save of a gate. The page loads everything else again, in the shop's time zone. */
export function formatSavedGate({ gate, now }: { gate: Gate; now: number }): SavedGate {
  return {
    number: gate.number,
    name: gate.name,
    openedAt: gate.updatedAt,
    status: formatGateStatus({ gate, now, timeZone: 'UTC' }),
  }
}
