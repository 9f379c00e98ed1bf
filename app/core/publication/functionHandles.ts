/** Handle of the Function that gives discounts, as in its `shopify.extension.toml`. */
export const DISCOUNT_FUNCTION = 'gate-discount'
/** Handle of the Function that refuses carts. */
export const VALIDATION_FUNCTION = 'gate-validation'
/** Both Functions, in the order of reports. */
export const FUNCTION_HANDLES = [DISCOUNT_FUNCTION, VALIDATION_FUNCTION] as const
