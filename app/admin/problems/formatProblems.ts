import type { ShopProblem } from '../../core/settlement/problems.ts'
import { formatProblem } from './formatProblem.ts'

/**
 * Say what is wrong with a shop's gates; nothing where that could not be found out just now.
 *
 * It comes after the page, so what goes wrong is only written down.
 */
export async function formatProblems(find: () => Promise<readonly ShopProblem[]>): Promise<string[]> {
  try {
    return (await find()).map(formatProblem)
  } catch (error) {
    const why = error instanceof Error ? error.message : 'Shopify asked for a new login.'
    console.warn(`problems could not be looked for: ${why}`)
    return []
  }
}
