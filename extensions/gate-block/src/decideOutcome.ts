import type { AnsweredUnmet, CheckAnswer } from './api/types.ts'
import type { PageGate } from './readConfig.ts'
import type { Outcome, Unmet } from './state.ts'

export type DecideOutcomeParameters = {
  readonly answer: CheckAnswer
  /** The gates of this page; others in the answer are the cart's and show nothing here. */
  readonly pageGates: readonly PageGate[]
}

/** Decide what an answer means for this page: one open gate is a yes, one unchecked gate is never a no. */
export function decideOutcome(parameters: DecideOutcomeParameters): Outcome {
  const { answer, pageGates } = parameters
  const gates = answer.gates.filter((gate) => pageGates.some((own) => own.number === gate.id))

  const open = gates.flatMap((gate) =>
    gate.kind === 'open' ? [{ number: gate.id, endsAt: gate.endsAt }] : [],
  )
  if (open.length > 0) return { kind: 'unlocked', gates: open }

  for (const gate of gates) {
    if (gate.kind === 'unchecked') {
      const chains = pageGates.flatMap((own) => own.chains)
      const chain = chains.find((label) => label.slug === gate.chain)?.name ?? null
      return { kind: 'failed', reason: 'unknown', chain }
    }
  }

  const closed = gates.flatMap((gate) => (gate.kind === 'closed' && !gate.paused ? [gate] : []))
  if (closed.length === 0) return { kind: 'failed', reason: 'changed', chain: null }
  const unmet = closed.flatMap((gate) => gate.unmet.map(describe))
  const hasChoice =
    closed.length > 1 || pageGates.some((own) => own.join === 'any' && own.number === closed[0]?.id)
  return { kind: 'refused', unmet, isAnyEnough: hasChoice && unmet.length > 1 }
}

function describe(unmet: AnsweredUnmet): Unmet {
  const { condition, found, needed } = unmet
  if (!condition || needed === undefined) return null
  const { kind, name, symbol, contract } = condition
  const label = kind === 'erc20' ? symbol || name : name || symbol
  return {
    needed,
    found: found ?? '0',
    name: label || `${contract.slice(0, 4)}…${contract.slice(-2)}`,
    chain: condition.chain_name,
  }
}
