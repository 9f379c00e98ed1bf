import { formatConditionCard, formatTokenAmount } from '../core/gate/formatGateCard.ts'
import type { IssuedNonce } from '../core/login/types.ts'
import type { UnmetCondition } from '../core/requirement/types.ts'

/** What the flows answer, structurally: a door knows the flows' types from their context only. */
type GateAnswer =
  | { readonly id: number; readonly kind: 'open'; readonly reaction: string; readonly endsAt: number }
  | {
      readonly id: number
      readonly kind: 'closed'
      readonly unmet: readonly UnmetCondition[]
      readonly isPaused: boolean
    }
  | { readonly id: number; readonly kind: 'unchecked'; readonly code: string; readonly chain: string }
type Answer = {
  readonly gates: readonly GateAnswer[]
  readonly proof: string | null
  readonly lineProofs: readonly {
    readonly productId: number
    readonly variantId: number
    readonly proof: string
  }[]
  readonly session: string
}

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
export function formatAnswer({ gates, proof, lineProofs, session }: Answer): Record<string, unknown> {
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
