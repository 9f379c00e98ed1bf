import { CLOSED_BECAUSE } from '../gate/closedBecause.ts'
import { standingOf } from '../gate/standing.ts'
import type { Gate } from '../gate/types.ts'
import type { StaffPass } from './types.ts'

type PassFinding =
  | { readonly kind: 'open'; readonly holder: null; readonly counted: null }
  | {
      readonly kind: 'closed'
      readonly because: 'unmet' | (typeof CLOSED_BECAUSE)[keyof typeof CLOSED_BECAUSE]
    }

/** Judge gates for an open pass: it opens its own gate while that runs for everybody, and no other. */
export function evaluatePassGates({
  staffPass,
  gates,
  now,
}: {
  staffPass: Pick<StaffPass, 'gate'>
  gates: readonly Gate[]
  now: number
}): Map<Gate, PassFinding> {
  return new Map(
    gates.map((gate): [Gate, PassFinding] => {
      const standing = standingOf({ gate, now })
      if (standing !== 'active') return [gate, { kind: 'closed', because: CLOSED_BECAUSE[standing] }]
      if (gate.test.isOn) return [gate, { kind: 'closed', because: CLOSED_BECAUSE.paused }]
      if (gate.number !== staffPass.gate) return [gate, { kind: 'closed', because: 'unmet' }]
      return [gate, { kind: 'open', holder: null, counted: null }]
    }),
  )
}
