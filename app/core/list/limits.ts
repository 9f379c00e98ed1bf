/** How many addresses a list holds at most. */
export const MAX_LIST_SIZE = 100_000
export const MAX_LISTS = 50
/** Characters of a list's name. */
export const LIST_NAME_MAX = 64
/** Lines that are sent at a time. */
export const MAX_CHUNK_LINES = 2_000
/** Characters of a line that are looked at. */
export const MAX_LINE_LENGTH = 500
