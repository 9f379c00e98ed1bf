import { isGateError } from '../api/GateError.ts'
import { reduceCheck } from '../state.ts'
import { checkVisit } from './checkVisit.ts'
import { closeVisit } from './closeVisit.ts'
import { renderFailure } from './renderFailure.ts'
import type { GateRun } from './types.ts'

export type OpenVisitParameters = {
  /** Whether the card shows the check. `isSilent`: whether screen readers are not notified of it. */
  readonly shows: boolean
  readonly isSilent?: boolean
  /** Vaults whose tokens count if they have delegated to the wallet; empty for the visit's vaults. */
  readonly vaults?: readonly string[]
}

/** Check an earlier visit's wallets again, without a signature. */
export async function openVisit(run: GateRun, parameters: OpenVisitParameters): Promise<void> {
  const { shows, isSilent = true, vaults } = parameters
  const known = run.findVisit()
  // The forms must not keep a proof that has ended with the visit.
  if (!known) return closeVisit(run)
  const signal = run.begin()
  if (shows) run.dispatch(reduceCheck, known.address, isSilent)
  try {
    const { session } = known
    await checkVisit(run, { address: null, session, vaults, isPressed: !isSilent, unlock: null, signal })
  } catch (error) {
    // The visit has ended, this browser has lost its key, or another script has written what was stored.
    if (isGateError(error) && /^ERR_(SESSION|REQUEST|BODY)/.test(error.message)) closeVisit(run)
    else renderFailure(run, error, signal)
  }
}
