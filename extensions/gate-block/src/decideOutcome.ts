import type { AnsweredUnmet, CheckAnswer } from './api/types.ts'
import type { PageGate } from './readConfig.ts'
import { maskAddress } from './show/maskAddress.ts'
import type { Outcome, Unmet } from './state.ts'

export type DecideOutcomeParameters = {
  readonly answer: CheckAnswer
  /** The gates of this page; others in the answer are the cart's and show nothing here. */
  readonly pageGates: readonly PageGate[]
  /** What is said before a list of which one is enough. */
  readonly anyText: string
}

/** Decide what an answer means for this page: one open gate is a yes, one unchecked gate is never a no. */
export function decideOutcome(parameters: DecideOutcomeParameters): Outcome {
  const { answer, pageGates, anyText } = parameters
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
  const own = pageGates.filter((gate) => closed.some(({ id }) => id === gate.number))
  const intro = closed.length > 1 ? anyText : (own[0]?.intro ?? '')
  return {
    kind: 'refused',
    unmet,
    intro: unmet.length > 1 ? intro : '',
    isHeld: own.some((gate) => gate.isHeld),
    vaults: answer.suggestedVaults ?? [],
  }
}

function describe(unmet: AnsweredUnmet): Unmet {
  const { condition, found, needed, because = 'too-little' } = unmet
  if (!condition || needed === undefined) return null
  const { kind, name, symbol, contract } = condition
  const label = /^(erc20|native|spl)$/.test(kind) ? symbol || name : name || symbol
  return {
    because,
    needed,
    found: found ?? '0',
    name: label || (contract && maskAddress(contract)),
    chain: condition.chain_name,
  }
}
