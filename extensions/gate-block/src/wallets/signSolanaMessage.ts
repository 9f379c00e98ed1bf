import { GateError } from '../api/GateError.ts'
import type { SignedText, SolanaAccount, SolanaProvider } from './types.ts'

export type SignSolanaMessageParameters = {
  readonly provider: SolanaProvider
  readonly account: SolanaAccount
  /** The server's text, signed byte for byte. */
  readonly message: string
}

/** Ask the wallet to sign a text. Rejects with the wallet's own error. */
export async function signSolanaMessage({
  provider,
  account,
  message,
}: SignSolanaMessageParameters): Promise<SignedText> {
  const signed = await provider.features['solana:signMessage']?.signMessage({
    account,
    message: new TextEncoder().encode(message),
  })
  if (!signed?.[0]) throw new GateError('wallet')
  return signed[0]
}
