/** What the checkout of a BigCommerce store refuses. */
export const STORE_CHECKOUT =
  'BigCommerce lets no app into its checkout. Holders get a coupon that works for one order, and Palisade checks orders for exclusive products when they come in. Each gate’s page says what this means for the gate.'
