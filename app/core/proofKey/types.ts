/** A shop's proof key of one epoch (8 hex). `key` is K_epoch, 32 bytes. */
export type ProofKey = { readonly epoch: string; readonly key: Uint8Array }
