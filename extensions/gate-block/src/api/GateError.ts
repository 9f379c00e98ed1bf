/**
 * A deed of ours that failed: `code` is the proxy's `ERR_…`, a word of our own, or '' where nothing is known.
 *
 * A code for which the block has a sentence is told by it.
 */
export class GateError extends Error {
  // Declared only: a class field would bring its own helper into the bundle.
  declare readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}
