/** The key of work that is about all of a shop: of each kind there is one at a time. */
export const WHOLE_SHOP = 'shop'
