/** Title that merchants read under Checkout rules. */
const VALIDATION_TITLE = 'Palisade: products for token holders'

/**
 * Full input of the shop's validation. An update resets every omitted field. Without `blockOnFailure`, a shopper who
 * makes the run fail gets through.
 *
 * @see https://shopify.dev/docs/api/admin-graphql/latest/input-objects/ValidationUpdateInput
 */
export function composeValidationInput() {
  return { title: VALIDATION_TITLE, enable: true, blockOnFailure: true }
}
