/** A key whose proofs are accepted. Instants in unix seconds. */
export type StandingKey = {
  /** 8 hex. */
  readonly epoch: string
  readonly createdAt: number
  /** When it starts to sign, until a newer key does. Null before that: not every owner at Shopify has the key yet. */
  readonly signsFrom: number | null
}

/** A shop's proof key of one epoch. `key` is K_epoch, 32 bytes. */
export type ProofKey = StandingKey & { readonly key: Uint8Array }
