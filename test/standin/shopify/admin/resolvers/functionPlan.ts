/** What Shopify says to a custom app whose Function is to run on a shop below Plus. */
export const NOT_ELIGIBLE = 'Shop must be on a Shopify Plus plan to activate functions from a custom app.'
