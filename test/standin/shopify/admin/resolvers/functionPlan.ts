/** Shopify's refusal of a custom app's Function on a shop below Plus. */
export const NOT_ELIGIBLE = 'Shop must be on a Shopify Plus plan to activate functions from a custom app.'
