/** Where a login's answer goes: to an address, or to the window that opened this one, if it is of `origin`. */
export type PageAnswer =
  | { readonly kind: 'redirect'; readonly url: string }
  | { readonly kind: 'message'; readonly origin: string; readonly response: AnswerFields }
/** Null values are left out. */
export type AnswerFields = Readonly<Record<string, string>>

/** What the page's script is told. Nothing of it is code, and all of it is shown as text. */
export type PageFacts =
  | { readonly kind: 'deliver'; readonly answer: PageAnswer }
  | {
      readonly kind: 'login'
      /** The request as it came, sent back with every step. */
      readonly query: string
      readonly projectName: string
      /** Where the person goes back to. */
      readonly host: string
      readonly chain: ChainChoice
      /** More than one where the person may choose; each wallet signs in on a chain of its own family. */
      readonly chains: readonly ChainChoice[]
      /** Whether a token's name has to be asked for. */
      readonly hasTokens: boolean
      readonly cancel: PageAnswer
    }
export type ChainChoice = {
  readonly slug: string
  readonly name: string
  readonly family: 'evm' | 'solana'
}

/** What a token is called, by the key that the page gave it. */
export type TokenNames = Readonly<Record<string, string>>
