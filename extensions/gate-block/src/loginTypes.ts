import type { AskNonce, RequestNonceResult } from './api/requestNonce.ts'
import type { CardWallet } from './flow/types.ts'
import type { GateConfig } from './readConfig.ts'

export type LoginWithWalletParameters = {
  readonly config: Pick<GateConfig, 'gates'>
  readonly wallet: CardWallet
  /** Whether to sign a transaction instead of a text, because a Ledger for Solana cannot sign texts. */
  readonly isLedger: boolean
  /** Whether the wallet may connect and sign at once. One that has not managed to is asked for each. */
  readonly isFirst: boolean
  /** The text to sign, requested before the wallet was chosen; null if that has failed. */
  readonly prepared: RequestNonceResult | null
  /** Request the text of one wallet: the script that loaded this one can already ask the app. */
  readonly askNonce: AskNonce
  /** Called when the wallet has returned its account; it may have signed, too. */
  readonly onAccount: (address: string) => void
}
