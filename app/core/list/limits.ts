/** Most addresses of a list. */
export const MAX_LIST_SIZE = 100_000
export const MAX_LISTS = 50
/** Most characters of a list's name. */
export const LIST_NAME_MAX = 64
/** Most lines that are sent at a time. */
export const MAX_CHUNK_LINES = 2_000
/** Most characters of a line; the rest is cut off. */
export const MAX_LINE_LENGTH = 500
