/** A token that was found without its address. */
export type FoundTokenView = {
  readonly chain: string
  readonly contract: string
  /** Name with the symbol, such as `Night Owls (OWL)`. */
  readonly title: string
  /** What is shown until a picture is there, or instead of it. */
  readonly initials: string
  /** Kind, chain, decimals and supply, as far as the chain told them. */
  readonly facts: readonly string[]
  /** How much of it the wallet holds; null for a search by name. */
  readonly held: string | null
  readonly isUsed: boolean
}

export type FoundTokensView = {
  readonly tokens: readonly FoundTokenView[]
  /** The wallet whose tokens were looked for, shortened; null for a search by name. */
  readonly wallet: string | null
  /** Names of chains that did not answer. */
  readonly unread: readonly string[]
}
