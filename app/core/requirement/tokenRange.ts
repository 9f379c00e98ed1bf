/** Token ids from `first` to `last`, both included. */
export type TokenRange = { readonly first: bigint; readonly last: bigint }
