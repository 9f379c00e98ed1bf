import { collectionsOf, type Memberships } from '../gate/memberships.ts'
import { isAbout } from '../gate/subject.ts'
import type { Subject } from '../gate/types.ts'
import type { ProofEntry } from '../proof/types.ts'
import { canBeAbout } from './canBeAbout.ts'
import type { OrderLine } from './types.ts'
import type { Offers } from './uses.ts'

/** List the deciding entries, ascending by gate. */
export function listEntries({ deciding }: Pick<Offers, 'deciding'>): ProofEntry[] {
  return [...deciding.values()].map(({ entry }) => entry).sort((a, b) => a.gate - b.gate)
}

/** Whether an entry's gate, in that revision, was about a line when the order was made. */
export function isEntryFor({
  entry,
  line,
  byNumber,
  collections,
}: Pick<Offers, 'byNumber' | 'collections'> & { entry: ProofEntry; line: OrderLine }): boolean {
  const meaning = byNumber.get(entry.gate)?.revisions.get(entry.revision)
  return meaning !== undefined && isAboutLine(meaning.subject, line, collections)
}

/** Whether an entry's gate may have been about a line whose product or variant is deleted now. */
export function canCarryEntry({
  entry,
  line,
  byNumber,
  collections,
}: Pick<Offers, 'byNumber' | 'collections'> & { entry: ProofEntry; line: OrderLine }): boolean {
  const subject = byNumber.get(entry.gate)?.revisions.get(entry.revision)?.subject
  return subject !== undefined && canBeAbout({ subject, line, memberships: collections })
}

/**
 * Whether the Function may have found an entry's gate on a line that it is not about. Marks follow a change of the gate
 * or of its collections after a while, and a deleted product no longer shows its gates.
 */
export function canBeMarked({
  entry,
  line,
  byNumber,
  collections,
}: Pick<Offers, 'byNumber' | 'collections'> & { entry: ProofEntry; line: OrderLine }): boolean {
  const revisions = byNumber.get(entry.gate)?.revisions
  if (!revisions?.has(entry.revision)) return true
  const mayFollow = [...revisions.values()].some(
    ({ subject }) => subject.kind === 'collections' || isAboutLine(subject, line, collections),
  )
  return mayFollow || canCarryEntry({ entry, line, byNumber, collections })
}

/** Whether an entry's gate was about anything that the checkout sold. */
export function isEntryPresent(parameters: Offers & { entry: ProofEntry }): boolean {
  const { lines } = parameters.order
  return lines.some((line) => line.boughtQuantity > 0 && isEntryFor({ ...parameters, line }))
}

/** List what a line sells: its product, and the bundle that it is a part of. */
export function listSold(line: OrderLine): readonly Pick<OrderLine, 'productId' | 'variantId'>[] {
  return line.bundle ? [line, line.bundle] : [line]
}

/** Whether a subject is about a line, or about the bundle that it is a part of. */
export function isAboutLine(subject: Subject, line: OrderLine, memberships: Memberships): boolean {
  return listSold(line).some(({ productId, variantId }) => {
    // No gate is about a line without a product of the shop: custom, or deleted since.
    if (productId === null) return false
    const collectionIds = collectionsOf({ memberships, productId, variantId })
    return isAbout({ subject, productId, variantId, collectionIds })
  })
}
