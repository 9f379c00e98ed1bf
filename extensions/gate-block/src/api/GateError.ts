/**
 * An error of the block. Its message is the proxy's `ERR_…` code, a code of our own, or '' if the cause is unknown. If
 * the block's texts have a sentence for the message, the card shows it.
 */
export class GateError extends Error {
  // A class field would add a helper to the bundle.
  override get name(): string {
    return 'GateError'
  }
}

/** Whether an error is one of the block. A page may load the loader twice, and then has two classes, so `instanceof` does not tell. */
export function isGateError(error: unknown): error is GateError {
  return (error as { name?: unknown } | null)?.name === 'GateError'
}
