import type { CounterFinding } from '../../core/counter/types.ts'
import { findClosedReason } from '../../core/gate/findClosedReason.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { Visit } from '../../core/visit/types.ts'
import type { Needs } from '../context.ts'
import { evaluateGates, type JudgedGate } from '../unlocks/evaluateGates.ts'

/** A finding, and for an open gate what opened it. */
export type JudgedFinding = { readonly finding: CounterFinding; readonly judged: JudgedGate | null }

/**
 * Judge gates for a shopper at the counter, as the card does, but for limits: only taking a use tells whether there is
 * one. A gate for signed-in customers opens too, because staff see who stands there.
 */
export async function findCounterGates(
  ctx: Needs<'now' | 'readBalances' | 'lists'>,
  { gates, visit }: { gates: readonly Gate[]; visit: Visit },
): Promise<JudgedFinding[]> {
  const now = ctx.now()
  const shut = new Map(gates.map((gate) => [gate, findClosedReason({ gate, visit, now })]))
  const judged = await evaluateGates(ctx, { visit, gates: gates.filter((gate) => shut.get(gate) === null) })
  return gates.map((gate): JudgedFinding => {
    const because = shut.get(gate)
    if (because) return { finding: { gate, kind: 'closed', because }, judged: null }
    const found = judged.find((one) => one.gate === gate)
    if (!found) throw new Error('A gate was not judged.')
    const { verdict } = found
    if (verdict.kind !== 'met') return { finding: { gate, ...verdict }, judged: null }
    return { finding: { gate, kind: 'open' }, judged: found }
  })
}
