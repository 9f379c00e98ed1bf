import type { GateAnswer, ProvenGates } from '../core/gate/answer.ts'
import { formatConditionCard, formatTokenAmount } from '../core/gate/formatGateCard.ts'
import type { IssuedNonce } from '../core/login/types.ts'
import type { UnmetCondition } from '../core/requirement/types.ts'

/** A login as the storefront reads it; `expiresAt` in unix seconds. */
export function formatNonce({
  value,
  statement,
  format,
  message,
  expiresAt,
}: IssuedNonce): Record<string, unknown> {
  return { nonce: value, statement, format, message, expiresAt }
}

/** The answer to unlock and renew; amounts in human units, decimal strings. */
export function formatAnswer({
  gates,
  proof,
  lineProofs,
  session,
}: ProvenGates & { readonly session: string }): Record<string, unknown> {
  return { gates: gates.map(formatGate), proof, lineProofs, session }
}

function formatGate(gate: GateAnswer): Record<string, unknown> {
  if (gate.kind !== 'closed') return gate
  return {
    id: gate.id,
    kind: gate.kind,
    unmet: gate.unmet.map(formatUnmet),
    ...(gate.isPaused ? { paused: true } : {}),
  }
}

function formatUnmet({ condition, found, block }: UnmetCondition): Record<string, unknown> {
  const card = formatConditionCard(condition)
  return {
    condition: card,
    found: formatTokenAmount({ condition, amount: found }),
    needed: card.minimum,
    block: String(block),
  }
}
