/** What `test/vectors/coreAccounts.json` holds. Data is in hex. */
export type CoreVectors = {
  readonly assets: readonly {
    readonly name: string
    readonly isOfCollection: boolean
    readonly isFrozen: boolean
    readonly data: string
  }[]
  readonly collections: readonly {
    readonly name: string
    readonly mayHaveCompressed: boolean
    readonly data: string
  }[]
  readonly others: readonly { readonly name: string; readonly data: string }[]
}
