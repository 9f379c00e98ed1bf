/** Say why a run of a Function failed; Shopify would go on as if it had answered nothing. */
export class FunctionTrap extends Error {
  override name = 'FunctionTrap'
}
