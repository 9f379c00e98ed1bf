import type { ExclusiveProduct, Leaving } from '../../core/gate/closing.ts'
import { formatCount } from '../list/formatCount.ts'

const MOST_NAMED = 5

/** Describe what an uninstall does to the exclusive products. `leaving` is null until Shopify has named them. */
export function describeLeaving({
  leaving,
  closed,
}: {
  leaving: Leaving | null
  /** The products that were closed on this page. */
  closed: readonly ExclusiveProduct[]
}): string[] {
  const general = 'If you uninstall Palisade, your exclusive products open to everyone.'
  if (closed.length > 0) {
    return [
      `${formatCount(closed.length, 'product')} ${closed.length === 1 ? 'is a draft' : 'are drafts'} now: ${formatTitles(closed)}.`,
      'You can undo this until you leave this page. After that, set them to Active in Shopify.',
    ]
  }
  if (!leaving) return [general]
  const { products, isWholeShop, isPartial } = leaving
  return [
    products.length === 0
      ? 'No exclusive product is on sale, so nothing opens if you uninstall Palisade.'
      : `${general} Exclusive now: ${formatTitles(products)}.`,
    ...(isWholeShop
      ? ['A gate makes all your products exclusive. Palisade lists only the products that other gates name.']
      : []),
    ...(isPartial ? ['There are more exclusive products than are listed here.'] : []),
  ].filter((_, i) => !(isWholeShop && products.length === 0 && i === 0))
}

function formatTitles(products: readonly ExclusiveProduct[]): string {
  const shown = products.slice(0, MOST_NAMED).map(({ title }) => title)
  const rest = products.length - shown.length
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ')
}
