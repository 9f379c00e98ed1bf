/** Key of a job about the whole shop. A shop has at most one such job of each kind. */
export const WHOLE_SHOP = 'shop'
