import { PalisadeError } from '../../core/errors/base.ts'
import { writeFault } from '../../describeError.ts'

/** Log why something that loads after a page could not be loaded. The page shows without it. */
export function writeLookFailure({
  sentence,
  error,
  warn,
}: {
  /** What failed, without an end: `Could not load the problems of a shop`. */
  sentence: string
  error: unknown
  /** Receives the sentence, and why. */
  warn: (sentence: string) => void
}): void {
  if (error instanceof PalisadeError) warn(`${sentence}: ${error.message}`)
  // Shopify's library throws its login response.
  else if (error instanceof Response) warn(`${sentence}: Palisade must log in to Shopify again.`)
  // Its message may quote values of the database.
  else writeFault(sentence, error)
}
