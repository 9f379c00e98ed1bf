import type { ShopProblem } from '../../core/settlement/problems.ts'
import { formatProblem } from './formatProblem.ts'
import { NO_PROBLEMS, type ProblemsView } from './views.ts'

/**
 * Describe the problems of a shop's gates; none if the check fails.
 *
 * The result loads after the page, so a failure is only logged.
 */
export async function formatProblems({
  find,
  warn,
}: {
  find: () => Promise<readonly ShopProblem[]>
  /** Receives why the check failed. */
  warn: (sentence: string) => void
}): Promise<ProblemsView> {
  try {
    const problems = await find()
    const notHeld = problems.flatMap((one) => (one.kind === 'holds-not-allowed' ? one.gates : []))
    return {
      sentences: problems.map(formatProblem),
      asksForHolding: problems.some(({ kind }) => kind === 'holds-not-allowed'),
      notHeldGates: notHeld,
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : 'Palisade must log in to Shopify again.'
    warn(`Could not load the problems of a shop: ${why}`)
    return NO_PROBLEMS
  }
}
