import { GateError } from './api/GateError.ts'
import type { WalletLogin } from './api/types.ts'
import type { LoginWithWalletParameters } from './loginTypes.ts'
import { formatSentence } from './show/formatSentence.ts'
import { isByShopper } from './wallets/isByShopper.ts'
import { requestSolanaAccount } from './wallets/requestSolanaAccount.ts'
import { signSolanaMessage } from './wallets/signSolanaMessage.ts'
import { signSolanaTransaction } from './wallets/signSolanaTransaction.ts'
import type { SignedText, SolanaProvider } from './wallets/types.ts'

const chain = 'solana'
const chainId = 'mainnet'

/**
 * Let a Solana wallet sign in, in one prompt if it can. Else connect it and let it sign the server's text, or a
 * transaction that carries it and is never sent.
 * @throws {GateError} of code `ledger` if only the transaction may work, or with the proxy's code; else the wallet's
 * error.
 */
export async function loginWithSolana(
  { isFirst, isLedger, prepared, askNonce, onAccount }: LoginWithWalletParameters,
  provider: SolanaProvider,
): Promise<WalletLogin> {
  const {
    'solana:signIn': signIn,
    'solana:signMessage': hasText,
    'solana:signTransaction': hasOther,
  } = provider.features
  const toLogin = (nonce: string, walletAddress: string, signed: SignedText) => ({
    ...{ nonce, chain, walletAddress },
    signature: encode(signed.signature),
    signedMessage: encode(signed.signedMessage),
  })

  if ((isFirst || !hasText) && prepared?.input && signIn) {
    const signed = await signIn.signIn({ ...prepared.input, chainId }).catch((error: unknown) => {
      if (isByShopper(error)) throw error
    })
    if (signed?.[0]) {
      const { address } = signed[0].account
      onAccount(address)
      return toLogin(prepared.nonce, address, signed[0])
    }
  }

  const account = await requestSolanaAccount(provider)
  const { address } = account
  onAccount(address)
  const ask = { chain, walletAddress: address }
  if (isLedger) {
    const { nonce, transaction } = await askNonce({ ...ask, method: 'memo' })
    const signed = await signSolanaTransaction({ provider, account, transaction: decode(transaction) })
    return toLogin(nonce, address, signed)
  }
  const issued = prepared ?? (await askNonce(ask))
  const message = formatSentence(issued.message, { family: 'Solana', address, chain: chainId })
  const signed = await signSolanaMessage({ provider, account, message }).catch((error: unknown) => {
    throw hasOther && !isByShopper(error) ? new GateError('ledger') : error
  })
  return toLogin(issued.nonce, address, signed)
}

function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}

function decode(base64 = ''): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
}
