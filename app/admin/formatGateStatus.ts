import type { Gate } from '../core/gate/types.ts'
import { type FormatStandingParameters, formatStanding } from './formatStanding.ts'
import type { GateStatus } from './views.ts'

export type FormatGateStatusParameters = FormatStandingParameters & {
  readonly gate: Pick<Gate, 'publication'>
}

/** How a gate stands. A pending gate says why, even when the attempt was broken off without a word. */
export function formatGateStatus(parameters: FormatGateStatusParameters): GateStatus {
  const { kind, note } = formatStanding(parameters)
  const { publication } = parameters.gate
  if (publication.kind === 'published') return { kind, reason: null, note }
  const reason = publication.reason ?? 'Telling Shopify of it was interrupted.'
  return { kind: 'pending', reason, note }
}
