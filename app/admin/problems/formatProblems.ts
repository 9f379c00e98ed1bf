import { PalisadeError } from '../../core/errors/base.ts'
import type { ShopProblem } from '../../core/settlement/problems.ts'
import { writeFault } from '../../describeError.ts'
import { formatProblem } from './formatProblem.ts'
import { NO_PROBLEMS, type ProblemsView } from './views.ts'

const SENTENCE = 'Could not load the problems of a shop'

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
    if (error instanceof PalisadeError) warn(`${SENTENCE}: ${error.message}`)
    // Shopify's library throws its login response.
    else if (error instanceof Response) warn(`${SENTENCE}: Palisade must log in to Shopify again.`)
    // Its message may quote values of the database.
    else writeFault(SENTENCE, error)
    return NO_PROBLEMS
  }
}
