import { listSubjectProducts, listSubjectVariants, sortUnique } from '../gate/subject.ts'
import type { Gate, Subject } from '../gate/types.ts'

/** List all products whose metafields an edit of a gate may change: those of its subject, and those written before. */
export function listTouchedProductIds({
  gate,
  collectionProductIds,
}: {
  gate: Gate
  /** The products of the gate's collections, including those with only single variants in one. */
  collectionProductIds: readonly number[]
}): number[] {
  const named = gate.deletedAt === null ? listSubjectProducts(gate.subject) : []
  return sortUnique([...named, ...collectionProductIds, ...gate.writtenProductIds])
}

/** List all variants whose metafields an edit of a gate may touch. */
export function listTouchedVariantIds({
  gate,
  collectionVariantIds,
}: {
  gate: Gate
  /** The variants that are in the gate's collections by themselves. */
  collectionVariantIds: readonly number[]
}): number[] {
  const named = gate.deletedAt === null ? listSubjectVariants(gate.subject) : []
  return sortUnique([...named, ...collectionVariantIds, ...gate.writtenVariantIds])
}

type Marked = Pick<Gate, 'subject' | 'reaction'>

/** Whether an edit leaves all marks, and every product's list of cards, as they were. The card itself may change. */
export function hasSameMarks({ before, after }: { before: Marked; after: Marked }): boolean {
  return (
    before.reaction.exclusive === after.reaction.exclusive &&
    formatSubjectKey(before.subject) === formatSubjectKey(after.subject)
  )
}

/** Format a subject for comparison. Its ids are ascending, so equal subjects give equal texts. */
function formatSubjectKey(subject: Subject): string {
  switch (subject.kind) {
    case 'all':
      return 'all'
    case 'variants':
      return subject.variants.map(({ productId, variantId }) => `${productId}/${variantId}`).join(' ')
    default:
      return `${subject.kind} ${subject.ids.join(' ')}`
  }
}
