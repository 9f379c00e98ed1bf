import { collectionsOf, type Memberships } from '../gate/memberships.ts'
import { isAbout } from '../gate/subject.ts'
import type { Subject } from '../gate/types.ts'
import type { ProofEntry } from '../proof/types.ts'
import { mayBeAbout } from './mayBeAbout.ts'
import type { OrderLine } from './types.ts'
import type { Offers } from './uses.ts'

/** The entries that decide for their gates, ascending by gate. */
export function listEntries({ deciding }: Pick<Offers, 'deciding'>): ProofEntry[] {
  return [...deciding.values()].map(({ entry }) => entry).sort((a, b) => a.gate - b.gate)
}

/** Whether a line carried an entry's gate when the order was made, as that revision had it. */
export function carriesEntry({
  entry,
  line,
  byNumber,
  collections,
}: Pick<Offers, 'byNumber' | 'collections'> & { entry: ProofEntry; line: OrderLine }): boolean {
  const meaning = byNumber.get(entry.gate)?.revisions.get(entry.revision)
  return meaning !== undefined && isAboutLine(meaning.subject, line, collections)
}

/** Whether a line may have carried an entry's gate, now that its product or variant is deleted. */
export function mayCarryEntry({
  entry,
  line,
  byNumber,
  collections,
}: Pick<Offers, 'byNumber' | 'collections'> & { entry: ProofEntry; line: OrderLine }): boolean {
  const subject = byNumber.get(entry.gate)?.revisions.get(entry.revision)?.subject
  return subject !== undefined && mayBeAbout({ subject, line, memberships: collections })
}

/** Whether something that the checkout sold carried an entry's gate. */
export function isEntryPresent(parameters: Offers & { entry: ProofEntry }): boolean {
  const { lines } = parameters.order
  return lines.some((line) => line.boughtQuantity > 0 && carriesEntry({ ...parameters, line }))
}

/** What a line is a sale of: a product, and the bundle that it is a part of. */
export function listSold(line: OrderLine): readonly Pick<OrderLine, 'productId' | 'variantId'>[] {
  return line.bundle ? [line, line.bundle] : [line]
}

/** Whether a subject is about a line, or about the bundle that it is a part of. */
export function isAboutLine(subject: Subject, line: OrderLine, memberships: Memberships): boolean {
  return listSold(line).some(({ productId, variantId }) => {
    // What is not, or no longer, a product of the shop carries no gate.
    if (productId === null) return false
    const collectionIds = collectionsOf({ memberships, productId, variantId })
    return isAbout({ subject, productId, variantId, collectionIds })
  })
}
