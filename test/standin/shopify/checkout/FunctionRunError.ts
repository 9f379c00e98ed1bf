/** A Function's run that Shopify would count as failed: it has no effect and enters the error history. */
export class FunctionRunError extends Error {
  override readonly name = 'FunctionRunError'
}
