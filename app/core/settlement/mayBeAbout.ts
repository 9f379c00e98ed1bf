import { groupByProduct, type Memberships } from '../gate/memberships.ts'
import { listSubjectProducts } from '../gate/subject.ts'
import type { Subject } from '../gate/types.ts'
import type { OrderLine } from './types.ts'

/**
 * Whether a gate may have been about a line whose product or variant was deleted since, so that nobody can say. A tip and
 * a custom item, which were no product either, are not sent: what is not to be sent is never taken for a deleted product.
 */
export function mayBeAbout({
  subject,
  line: { productId, variantId, requiresShipping },
  memberships,
}: {
  subject: Subject
  memberships: Memberships
  line: Pick<OrderLine, 'productId' | 'variantId' | 'requiresShipping'>
}): boolean {
  if (productId === null) return requiresShipping
  if (variantId !== null) return false
  if (subject.kind === 'collections') {
    const around = groupByProduct(memberships).get(productId)
    return subject.ids.some((id) => around?.has(id))
  }
  return subject.kind === 'variants' && listSubjectProducts(subject).includes(productId)
}
