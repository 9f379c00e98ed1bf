import type { ProvenGates } from '../core/gate/answer.ts'
import type { MetricsPort } from '../ports/metrics.ts'

/** Make the function that counts the answer about each gate and returns the whole answer. */
export function createGateCounter({ countGate }: Pick<MetricsPort, 'countGate'>) {
  return <Answer extends ProvenGates>(answer: Answer): Answer => {
    for (const gate of answer.gates) countGate(gate.kind === 'closed' ? gate.because : gate.kind)
    return answer
  }
}
