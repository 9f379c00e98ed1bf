/** Most tokens of one import. */
export const MAX_TRAIT_TOKENS = 100_000
/** Most traits of a collection. */
export const MAX_TRAITS = 100
/** A trait with more values is as good as a name of each token, and is left out. */
export const MAX_TRAIT_VALUES = 500
/** Most letters of a trait or a value. */
export const MAX_TRAIT_TEXT = 100
/** The lowest and the highest id of a set are no further apart. A set takes a bit for each id between them. */
export const MAX_ID_SPAN = 8_000_000
/** Tokens whose metadata one request reads. */
export const METADATA_PAGE = 100
/** Most names of tokens that one request of an import sends. */
export const MAX_NAMES = 2_000
/** Most letters of the sets of one requirement. */
export const MAX_SET_TEXT = 250_000
