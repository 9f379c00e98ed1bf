import { listByProduct, type Memberships } from '../gate/memberships.ts'
import { listSubjectProducts } from '../gate/subject.ts'
import type { Subject } from '../gate/types.ts'
import type { OrderLine } from './types.ts'

/**
 * Whether a gate may have been about a line whose product or variant was deleted since. Tips and custom items have no
 * product either, but are not shipped: a line that is not shipped never counts as a deleted product.
 */
export function canBeAbout({
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
    const around = listByProduct(memberships).get(productId)
    return subject.ids.some((id) => around?.has(id))
  }
  return subject.kind === 'variants' && listSubjectProducts(subject).includes(productId)
}
