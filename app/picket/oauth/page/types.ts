import type { Language } from '../../../core/text/languages.ts'
import type { DialogWords } from '../../words/dialogWords.ts'
import type { PageWords } from '../../words/pageWords.ts'

/** What the page says, in one language. */
export type PageSpeech = {
  readonly language: Language
  readonly dir: 'ltr' | 'rtl'
  /** Sentences that it shares with the dialog of `palisade.js`. */
  readonly dialog: DialogWords
  readonly page: PageWords
}

/** The recipient of a login's answer: a URL, or the window that opened this one, if its origin is `origin`. */
export type PageAnswer =
  | { readonly kind: 'redirect'; readonly url: string }
  | { readonly kind: 'message'; readonly origin: string; readonly response: AnswerFields }
/** Null values are left out. */
export type AnswerFields = Readonly<Record<string, string>>

/** The data for the page's script. It contains no code, and all of it is shown as text. */
export type PageFacts =
  | { readonly kind: 'deliver'; readonly answer: PageAnswer; readonly speech: PageSpeech }
  | {
      readonly kind: 'login'
      readonly speech: PageSpeech
      /** The original query, sent back with every step. */
      readonly query: string
      readonly projectName: string
      /** The host that the person returns to. */
      readonly host: string
      readonly chain: ChainChoice
      /** Several if the person may choose; each wallet signs in on a chain of its own family. */
      readonly chains: readonly ChainChoice[]
      /** Whether the script must request token names. */
      readonly hasTokens: boolean
      readonly cancel: PageAnswer
      /** The client's site, for a wallet's own browser; null if it is an app. */
      readonly site: SiteLink | null
    }
/** A site's URL, and its QR code as a data URI. */
export type SiteLink = { readonly url: string; readonly code: string }
export type ChainChoice = {
  readonly slug: string
  readonly name: string
  readonly family: 'evm' | 'solana'
}

/** Names of tokens, by the page's key of each token. */
export type TokenNames = Readonly<Record<string, string>>
