/**
 * What a process remembers of a row, with the row's version: text that differs after every change. Whoever acts on it
 * passes the version on, and the database checks it in the statement that writes.
 */
export type Known<T> = T & { readonly version: string }
