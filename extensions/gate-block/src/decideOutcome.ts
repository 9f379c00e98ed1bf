import type { AnsweredUnmet, CheckAnswer, CheckedGate } from './api/types.ts'
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

/**
 * Decide what an answer means for this page: one open gate is a yes, one unchecked gate is never a no.
 *
 * Where only holders can buy, a gate that merely makes it cheaper is no yes.
 */
export function decideOutcome(parameters: DecideOutcomeParameters): Outcome {
  const { answer, pageGates, anyText } = parameters
  const answered = pageGates.flatMap((page) => {
    const gate = answer.gates.find(({ id }) => id === page.number)
    return gate ? [{ page, gate }] : []
  })
  const exclusive = answered.filter(({ page }) => page.isExclusive)
  const isShut = exclusive.length > 0 && !exclusive.some(({ gate }) => gate.kind === 'open')
  const own = isShut ? exclusive : answered

  const open = own.flatMap(({ gate }) =>
    gate.kind === 'open' ? [{ number: gate.id, endsAt: gate.endsAt }] : [],
  )
  if (open.length > 0) return { kind: 'unlocked', gates: open }

  for (const { gate } of own) {
    if (gate.kind === 'unchecked') {
      const chains = pageGates.flatMap((page) => page.chains)
      const chain = chains.find((label) => label.slug === gate.chain)?.name ?? null
      return { kind: 'failed', reason: 'unknown', chain }
    }
  }

  const closed = own.filter(
    ({ page, gate }) => gate.kind === 'closed' && (page.isExclusive || gate.because !== 'paused'),
  )
  if (closed.length === 0) return { kind: 'failed', reason: 'changed', chain: null }
  const unmet = closed.flatMap(({ gate }) => describeGate(gate))
  const intro = closed.length > 1 ? anyText : (closed[0]?.page.intro ?? '')
  return {
    kind: 'refused',
    unmet,
    intro: unmet.length > 1 ? intro : '',
    isHeld: closed.some(({ page }) => page.isHeld),
    vaults: answer.suggestedVaults ?? [],
  }
}

function describeGate(gate: CheckedGate): readonly Unmet[] {
  if (gate.kind !== 'closed') return []
  const { because, startsAt = 0 } = gate
  return because === 'unmet' ? gate.unmet.map(describeUnmet) : [{ because, startsAt }]
}

function describeUnmet({ condition, found, needed, because = 'too-little' }: AnsweredUnmet): Unmet {
  const { kind, name, symbol, contract } = condition
  const label = /^(erc20|native|spl)$/.test(kind) ? symbol || name : name || symbol
  return {
    because,
    needed,
    found,
    name: label || (contract && maskAddress(contract)),
    chain: condition.chain_name,
  }
}
