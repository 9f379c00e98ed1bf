import type { ClosedReason } from '../../../app/core/gate/answer.ts'
import type { CheckAnswer, CheckedGate } from './api/types.ts'
import type { PageGate } from './readConfig.ts'
import type { SeenGates } from './session/writeSeenGates.ts'
import { describeUsedUp } from './show/describeUsedUp.ts'
import { locked, type Outcome, type RefusalLine } from './state.ts'

export type DecideOutcomeParameters = {
  readonly answer: CheckAnswer
  /** The gates of this page. Other gates in the answer belong to the cart and show nothing here. */
  readonly pageGates: readonly PageGate[]
  /** The gates of each product of the page. */
  readonly products: SeenGates
}

/**
 * Decide what an answer means for this page. One open gate unlocks it; an unchecked gate never refuses it. If only
 * holders can buy, neither a gate that merely reduces the price nor a gate of another product unlocks it.
 */
export function chooseOutcome({ answer, pageGates, products }: DecideOutcomeParameters): Outcome {
  const answered = pageGates.flatMap((page) =>
    answer.gates.filter(({ id }) => id === page.number).map((gate) => ({ page, gate })),
  )
  const exclusive = answered.filter(({ page }) => page.isExclusive)
  const barred = Object.values(products).filter(
    (numbers) => !exclusive.some(({ page, gate }) => gate.kind === 'open' && numbers.includes(page.number)),
  )
  const shut = exclusive.filter(({ page }) => barred.some((numbers) => numbers.includes(page.number)))
  const own = shut[0] ? shut : answered

  const open = own.flatMap(({ gate }) =>
    gate.kind === 'open' ? [{ number: gate.id, endsAt: gate.endsAt, wallet: gate.wallet }] : [],
  )
  // A block without gates has connected a wallet, and nothing else was asked.
  if (open[0] || !pageGates[0]) return { kind: 'unlocked', gates: open }

  for (const { gate } of own) {
    if (gate.kind !== 'unchecked') continue
    const chains = pageGates.flatMap((page) => page.chains)
    return {
      kind: 'failed',
      reason: 'unknown',
      chain: chains.find(({ slug }) => slug === gate.chain)?.name,
    }
  }

  const closed = own.flatMap(({ page, gate }) => (gate.kind === 'closed' ? [{ page, gate }] : []))
  if (!closed[0]) return { kind: 'failed', reason: 'changed' }
  // A new signature may open it, so the card asks for one as it does at first.
  if (closed.some(({ gate }) => gate.because === 'sign-again')) return { ...locked, isOld: true }
  const lines = listLines(
    closed.map(({ gate }) => gate),
    Object.values(products),
  )
  return {
    kind: 'refused',
    lines,
    isHeld: closed.some(({ page }) => page.isHeld),
    vaults: answer.suggestedVaults ?? [],
  }
}

type ClosedGate = Extract<CheckedGate, { kind: 'closed' }>

/** List the unmet lines by product. Each product needs only one of its gates. */
function listLines(gates: readonly ClosedGate[], products: readonly (readonly number[])[]): RefusalLine[] {
  let rest = gates
  return products.flatMap((numbers) => {
    const own = rest.filter(({ id }) => numbers.includes(id))
    rest = rest.filter((gate) => !own.includes(gate))
    const isChoice = own.length > 1
    const lines = own.flatMap((gate) => listGate(gate, +isChoice))
    return isChoice ? [{ depth: 0, text: 'any' as const }, ...lines] : lines
  })
}

/** The lines of one gate. If it is one of several, its needs get a heading as a group. */
function listGate({ because, startsAt, usedUp, lines }: ClosedGate, depth: number): RefusalLine[] {
  if (!lines) {
    const reason = because as Exclude<ClosedReason, 'unmet'>
    return [{ depth, because: reason, ...(usedUp ? describeUsedUp(usedUp) : startsAt && { at: startsAt }) }]
  }
  const step = depth && lines.filter((line) => !line.depth)[1] ? 1 : 0
  const inside = lines.map((line) => ({ ...line, depth: line.depth + depth + step }))
  return step ? [{ depth, text: 'all' }, ...inside] : inside
}
