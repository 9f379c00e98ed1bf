import { isShareLetter } from '../gate/reactionKinds.ts'
import type { ProofEntry } from '../proof/types.ts'

/**
 * Compare two entries by what they take off a price, largest first, ties to the lower gate. If the price is unknown,
 * percentages come before amounts.
 */
export function compareOffers({
  a,
  b,
  unitPrice,
}: {
  a: ProofEntry
  b: ProofEntry
  /** 1/1000 of the shop's currency unit. */
  unitPrice: bigint | null
}): number {
  const [x, y] = [a.reaction.price, b.reaction.price]
  if (!x || !y) return a.gate - b.gate
  if (unitPrice === null && isShareLetter(x.kind) !== isShareLetter(y.kind))
    return isShareLetter(x.kind) ? -1 : 1
  // As in the Function, an amount counts in full, even if it exceeds the price.
  const worth = ({ kind, amount }: typeof x) =>
    unitPrice !== null && isShareLetter(kind) ? (unitPrice * amount) / 10_000n : amount
  const [first, second] = [worth(x), worth(y)]
  return first === second ? a.gate - b.gate : first > second ? -1 : 1
}
