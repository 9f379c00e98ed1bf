import type { AnsweredUnmet, CheckAnswer, CheckedGate } from './api/types.ts'
import type { PageGate } from './readConfig.ts'
import type { SeenGates } from './session/rememberGates.ts'
import { describeUsedUp } from './show/describeUsedUp.ts'
import { maskAddress } from './show/maskAddress.ts'
import type { Outcome, Unmet } from './state.ts'

export type DecideOutcomeParameters = {
  readonly answer: CheckAnswer
  /** The gates of this page; others in the answer are the cart's and show nothing here. */
  readonly pageGates: readonly PageGate[]
  /** Which of them each product of the page has. */
  readonly products: SeenGates
  /** What is said before a list of which one is enough. */
  readonly anyText: string
}

/**
 * Decide what an answer means for this page: one open gate is a yes, one unchecked gate is never a no.
 *
 * Where only holders can buy, a gate that merely makes it cheaper is no yes, nor is one of another product.
 */
export function decideOutcome(parameters: DecideOutcomeParameters): Outcome {
  const { answer, pageGates, products, anyText } = parameters
  const answered = pageGates.flatMap((page) =>
    answer.gates.filter(({ id }) => id === page.number).map((gate) => ({ page, gate })),
  )
  const exclusive = answered.filter(({ page }) => page.isExclusive)
  const barred = Object.values(products).filter(
    (numbers) => !exclusive.some(({ page, gate }) => gate.kind === 'open' && numbers.includes(page.number)),
  )
  const shut = exclusive.filter(({ page }) => barred.some((numbers) => numbers.includes(page.number)))
  const own = shut.length > 0 ? shut : answered

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
  const { because, startsAt, usedUp } = gate
  if (because === 'unmet') return gate.unmet.map(describeUnmet)
  return [{ because, ...(usedUp ? describeUsedUp(usedUp) : startsAt ? { at: startsAt } : {}) }]
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
