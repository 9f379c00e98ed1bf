import { GateError } from '../api/GateError.ts'
import type { SignedText, SolanaAccount, SolanaProvider } from './types.ts'

export type SignSolanaMessageParameters = {
  readonly provider: SolanaProvider
  readonly account: SolanaAccount
  /** The server's text, signed byte for byte unless the wallet composes it. */
  readonly message: string
  /** The fields of that text, for a wallet that can only compose it. */
  readonly input: object | undefined
}

/** Ask the wallet to sign a text, or to sign in if it signs no other text. Rejects with the wallet's own error. */
export async function signSolanaMessage(parameters: SignSolanaMessageParameters): Promise<SignedText> {
  const { provider, account, message, input } = parameters
  const { 'solana:signIn': signIn, 'solana:signMessage': sign } = provider.features
  const signed = sign
    ? await sign.signMessage({ account, message: new TextEncoder().encode(message) })
    : await (input && signIn?.signIn(input))
  if (!signed?.[0]) throw new GateError('wallet')
  return signed[0]
}
