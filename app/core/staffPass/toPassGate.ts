import type { Gate } from '../gate/types.ts'
import type { StaffPass } from './types.ts'

/**
 * A gate as the proofs of a pass carry it: with the pass's units as its cap. Whoever has the link may use it, so that
 * the guard of wallets does not apply.
 */
export function toPassGate({ gate, staffPass }: { gate: Gate; staffPass: Pick<StaffPass, 'units'> }): Gate {
  return { ...gate, cap: staffPass.units, guard: 'open' }
}
