import { GateError } from '../api/GateError.ts'
import type { SignedText, SolanaAccount, SolanaProvider } from './types.ts'

export type SignSolanaTransactionParameters = {
  readonly provider: SolanaProvider
  readonly account: SolanaAccount
  /** The server's transaction, which is never sent. */
  readonly transaction: Uint8Array
}

/** Ask the wallet to sign a transaction of one signer. Rejects with the wallet's own error. */
export async function signSolanaTransaction({
  provider,
  account,
  transaction,
}: SignSolanaTransactionParameters): Promise<SignedText> {
  const signed = await provider.features['solana:signTransaction']?.signTransaction({
    account,
    transaction,
    chain: 'solana:mainnet',
  })
  const signedMessage = signed?.[0]?.signedTransaction
  if (!signedMessage) throw new GateError('wallet')
  // The signature follows the count of signatures, which takes one byte below 128.
  return { signedMessage, signature: signedMessage.slice(1, 65) }
}
