/** A key that counts: its proofs are accepted. Instants in unix seconds. */
export type StandingKey = {
  /** 8 hex. */
  readonly epoch: string
  readonly createdAt: number
  /** From then on proofs are signed with it, until a newer one signs; null while not every owner at Shopify has it. */
  readonly signsFrom: number | null
}

/** A shop's proof key of one epoch. `key` is K_epoch, 32 bytes. */
export type ProofKey = StandingKey & { readonly key: Uint8Array }
