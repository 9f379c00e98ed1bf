import { InputError } from '../errors/base.ts'
import type { Gate, GateNumber } from './types.ts'

const GATE_MARKS_MAX_BYTES = 80

/**
 * Spell a product's `gates` metafield: base-36 numbers, ascending, one space between. Empty for a product of no gate.
 *
 * @throws {InputError} ERR_GATE_INVALID when more gates are about one product than fit in 80 bytes.
 */
export function formatGateMarks(numbers: readonly GateNumber[]): string {
  const marks = [...numbers]
    .sort((a, b) => a - b)
    .map((number) => number.toString(36))
    .join(' ')
  if (marks.length <= GATE_MARKS_MAX_BYTES) return marks
  throw new InputError('ERR_GATE_INVALID', 'Too many gates are about one product.', {
    hint: 'Take the product off one of its other gates first.',
    details: { fields: { products: 'too-many' } },
  })
}

/**
 * Make sure that a gate to be saved fits on each of its products, beside the shop's other gates.
 *
 * @throws {InputError} ERR_GATE_INVALID
 */
export function checkGateMarks({
  gates,
  number,
  productIds,
}: {
  gates: readonly Gate[]
  /** The gate's own, or null for one that is about to be made. */
  number: GateNumber | null
  productIds: readonly number[]
}): void {
  // A gate to be made gets the next number, which spells no shorter than any that stands.
  const own = number ?? ((Math.max(0, ...gates.map((gate) => gate.number)) + 1) as GateNumber)
  const others = gates.filter((gate) => gate.number !== number)
  for (const productId of productIds) {
    formatGateMarks([...gatesOfProduct({ gates: others, productId }).map((gate) => gate.number), own])
  }
}

/** The gates of a shop that are about a product, ascending by number. */
export function gatesOfProduct({ gates, productId }: { gates: readonly Gate[]; productId: number }): Gate[] {
  return gates.filter((gate) => gate.subject.ids.includes(productId)).sort((a, b) => a.number - b.number)
}
