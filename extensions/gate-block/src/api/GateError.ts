/**
 * A deed of ours that failed: its message is the proxy's `ERR_…`, a word of our own, or '' where nothing is known.
 *
 * A message for which the block has a sentence is told by it.
 */
export class GateError extends Error {}
