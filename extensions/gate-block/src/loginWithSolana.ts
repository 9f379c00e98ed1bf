import { GateError } from './api/GateError.ts'
import type { AskNonce } from './api/requestNonce.ts'
import type { WalletLogin } from './api/types.ts'
import { isPending, isRejection } from './wallets/isRejection.ts'
import { requestSolanaAccount } from './wallets/requestSolanaAccount.ts'
import { signSolanaMessage } from './wallets/signSolanaMessage.ts'
import { signSolanaTransaction } from './wallets/signSolanaTransaction.ts'
import type { SolanaProvider } from './wallets/types.ts'

export type LoginWithSolanaParameters = {
  readonly provider: SolanaProvider
  readonly isLedger: boolean
  readonly askNonce: AskNonce
  readonly onAccount: (address: string) => void
  readonly signal: AbortSignal
}

/**
 * Connect a Solana wallet and let it sign the server's text, or a transaction that carries it and is never sent.
 * @throws {GateError} of code `ledger` if only the transaction may work, or with the proxy's code; else the wallet's
 * error.
 */
export async function loginWithSolana(parameters: LoginWithSolanaParameters): Promise<WalletLogin> {
  const { provider, isLedger, askNonce, onAccount, signal } = parameters
  const account = await requestSolanaAccount({ provider })
  const walletAddress = account.address
  signal.throwIfAborted()
  onAccount(walletAddress)
  const ask = { chain: 'solana', walletAddress, ...(isLedger && { method: 'memo' as const }) }
  const { nonce, message, input, transaction } = await askNonce(ask)
  const signing = isLedger
    ? signSolanaTransaction({ provider, account, transaction: decode(transaction) })
    : signSolanaMessage({ provider, account, message, input })
  const signed = await signing.catch((error: unknown) => {
    const hasOther = !isLedger && provider.features['solana:signTransaction']
    throw hasOther && !isRejection(error) && !isPending(error) ? new GateError('ledger') : error
  })
  signal.throwIfAborted()
  return {
    nonce,
    walletAddress,
    signature: encode(signed.signature),
    signedMessage: encode(signed.signedMessage),
  }
}

function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}

function decode(base64 = ''): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
}
