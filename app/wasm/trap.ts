/** Says why a run of a Function failed. Shopify would continue as if the Function had returned nothing. */
export class FunctionTrap extends Error {
  override name = 'FunctionTrap'
}
