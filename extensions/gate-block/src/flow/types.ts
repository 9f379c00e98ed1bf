import type { Wallet } from '../wallets/types.ts'

/** A wallet for Flow, which an optional script adds to the card's list. */
export type FlowWallet = {
  readonly id: string
  /** Null if the wallet did not give it. */
  readonly name: string | null
  /** A data URI, or null. */
  readonly icon: string | null
  readonly family: 'flow'
  readonly provider: FlowProvider
}

/** Account and signature in one call: the card has no byte for the exchanges of FCL. */
export type FlowProvider = {
  /** Rejects with the wallet's error, with a GateError, or with what `onAccount` throws. */
  readonly login: (asked: FlowLoginParameters) => Promise<FlowLogin>
  /** It tells no changes. */
  readonly on?: undefined
}

export type FlowLoginParameters = {
  /** The text to sign, with blanks for the account; null if it could not be requested yet. */
  readonly prepared: IssuedText | null
  readonly askNonce: (ask: { readonly chain: string; readonly walletAddress: string }) => Promise<IssuedText>
  readonly onAccount: (address: string) => void
}
type IssuedText = { readonly nonce: string; readonly message: string }

export type FlowLogin = {
  readonly nonce: string
  readonly chain: string
  readonly walletAddress: string
  /** The JSON of FCL's composite signatures. */
  readonly signature: string
}

/** A wallet of the card's list. */
export type CardWallet = Wallet | FlowWallet
