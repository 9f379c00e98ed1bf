import type { PageFinding } from '../../core/block/types.ts'
import type { ShopProblem } from '../../core/settlement/problems.ts'
import { formatProblem } from './formatProblem.ts'
import { NO_PROBLEMS, type ProblemsView } from './views.ts'
import { writeLookFailure } from './writeLookFailure.ts'

/**
 * Describe the problems of a shop's gates; none if the check fails.
 *
 * The result loads after the page, so a failure is only logged.
 */
export async function formatProblems({
  find,
  warn,
  isStore = false,
}: {
  find: () => Promise<{ readonly problems: readonly ShopProblem[]; readonly page: PageFinding }>
  /** Receives why the check failed. */
  warn: (sentence: string) => void
  /** Whether the shop is on BigCommerce. */
  isStore?: boolean
}): Promise<ProblemsView> {
  try {
    const { problems, page } = await find()
    const notHeld = problems.flatMap((one) => (one.kind === 'holds-not-allowed' ? one.gates : []))
    return {
      sentences: problems.map((one) => formatProblem(one, { isStore })),
      page,
      asksForHolding: problems.some(({ kind }) => kind === 'holds-not-allowed'),
      notHeldGates: notHeld,
    }
  } catch (error) {
    writeLookFailure({ sentence: 'Could not load the problems of a shop', error, warn })
    return NO_PROBLEMS
  }
}
