import type { Gate } from '../core/gate/types.ts'
import { type FormatStandingParameters, formatStanding } from './formatStanding.ts'
import type { GateStatus } from './views.ts'

export type FormatGateStatusParameters = FormatStandingParameters & {
  readonly gate: Pick<Gate, 'publication' | 'test'>
  /** Whether a job is about to publish the gate. */
  readonly isUpdating?: boolean
}

/** Format the status of a gate. A pending gate has a reason, even if the attempt was interrupted. */
export function formatGateStatus(parameters: FormatGateStatusParameters): GateStatus {
  const { kind, note } = formatStanding(parameters)
  const { publication, test } = parameters.gate
  if (publication.kind === 'published') {
    if (kind !== 'active' || !test.isOn) return { kind, reason: null, note }
    const { length } = test.wallets
    const who = `Only ${length === 1 ? '1 test wallet gets' : `${length} test wallets get`} in`
    return { kind: 'test', reason: null, note: note === null ? who : `${who} · ${note}` }
  }
  if (publication.reason === null && parameters.isUpdating) return { kind: 'updating', reason: null, note }
  const reason = publication.reason ?? 'Your shop does not have this change yet.'
  return { kind: 'pending', reason, note }
}
