/** Encrypt for the database; text sealed for one purpose does not open for another. */
export type SealSecret = (parameters: { readonly plain: Uint8Array; readonly purpose: string }) => string

/** Decrypt what was sealed for the same purpose; throws otherwise. */
export type OpenSecret = (parameters: { readonly sealed: string; readonly purpose: string }) => Uint8Array
