/** The title merchants read under Checkout rules. */
const VALIDATION_TITLE = 'Palisade: products for token holders'
export const VALIDATION_FUNCTION = 'gate-validation'

/**
 * The whole input of the shop's validation: an update resets whatever is left out, and one that does not block on
 * failure lets through whoever makes its run fail.
 *
 * @see https://shopify.dev/docs/api/admin-graphql/latest/input-objects/ValidationUpdateInput
 */
export function validationInput() {
  return { title: VALIDATION_TITLE, enable: true, blockOnFailure: true }
}
