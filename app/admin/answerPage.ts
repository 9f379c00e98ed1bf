import { answerError } from '../answerError.ts'
import { PalisadeError } from '../core/errors/base.ts'

/** Why a page cannot be shown, for its error boundary. */
export type PageRefusal = { readonly msg: string; readonly code: string }

/** Run what a page shows; what is refused with a code becomes a response of that status. @throws {Response} */
export async function answerPage<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof PalisadeError)) throw error
    throw answerError(error)
  }
}
