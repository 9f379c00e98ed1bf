/**
 * An error of the block. Its message is the proxy's `ERR_…` code, a code of our own, or '' if the cause is unknown. If
 * the block's texts have a sentence for the message, the card shows it.
 */
export class GateError extends Error {}
