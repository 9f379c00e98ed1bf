import type { ShopProblem } from '../../core/settlement/problems.ts'
import { escapeControls } from '../../core/text/escapeControls.ts'
import { formatProblem } from './formatProblem.ts'
import { NO_PROBLEMS, type ProblemsView } from './views.ts'

/**
 * Say what is wrong with a shop's gates; nothing where that could not be found out just now.
 *
 * It comes after the page, so what goes wrong is only written down.
 */
export async function formatProblems(find: () => Promise<readonly ShopProblem[]>): Promise<ProblemsView> {
  try {
    const problems = await find()
    const notHeld = problems.flatMap((one) => (one.kind === 'holds-not-allowed' ? one.gates : []))
    return {
      sentences: problems.map(formatProblem),
      asksForHolding: problems.some(({ kind }) => kind === 'holds-not-allowed'),
      notHeldGates: notHeld,
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : 'Shopify asked for a new login.'
    console.warn(`problems could not be looked for: ${escapeControls(why)}`)
    return NO_PROBLEMS
  }
}
