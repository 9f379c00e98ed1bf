import { requestAccount } from '../../../../../extensions/gate-block/src/wallets/requestAccount.ts'
import { requestSolanaAccount } from '../../../../../extensions/gate-block/src/wallets/requestSolanaAccount.ts'
import { signMessage } from '../../../../../extensions/gate-block/src/wallets/signMessage.ts'
import { signSolanaMessage } from '../../../../../extensions/gate-block/src/wallets/signSolanaMessage.ts'
import { signSolanaTransaction } from '../../../../../extensions/gate-block/src/wallets/signSolanaTransaction.ts'
import type { Wallet } from '../../../../../extensions/gate-block/src/wallets/types.ts'
import { encodeBase58 } from '../../../../core/chain/base58.ts'

/** A wallet's account, and how it signs what the server prepared. */
export type Signer = {
  readonly walletAddress: string
  readonly sign: (prepared: PreparedText) => Promise<SignedLogin>
}
type PreparedText = {
  readonly walletAddress: string
  readonly message: string
  /** Base64 of a Solana transaction that carries the message in a memo, to sign instead of the message. */
  readonly transaction?: string
}
export type SignedLogin = {
  /** Hexadecimal on EVM chains, base58 on Solana. */
  readonly signature: string
  /** Base64 of the signed transaction, if a transaction was signed. */
  readonly signedMessage?: string
}

/** Ask a wallet for its account. Rejects with the wallet's own error. */
export async function openSigner(wallet: Wallet): Promise<Signer> {
  if (wallet.family !== 'solana') {
    const { provider } = wallet
    return {
      walletAddress: await requestAccount(provider),
      sign: async ({ walletAddress: address, message }) => ({
        signature: await signMessage({ provider, address, message }),
      }),
    }
  }
  const { provider } = wallet
  const account = await requestSolanaAccount(provider)
  return {
    walletAddress: account.address,
    sign: async ({ message, transaction }) => {
      if (transaction === undefined) {
        const { signature } = await signSolanaMessage({ provider, account, message })
        return { signature: encodeBase58(signature) }
      }
      const bytes = Uint8Array.from(atob(transaction), (letter) => letter.charCodeAt(0))
      const signed = await signSolanaTransaction({ provider, account, transaction: bytes })
      return {
        signature: encodeBase58(signed.signature),
        signedMessage: btoa(String.fromCharCode(...signed.signedMessage)),
      }
    },
  }
}

/** Whether a wallet can sign a transaction if it cannot sign a text, such as a Ledger for Solana. */
export function canSignMemo({ family, provider }: Wallet): boolean {
  return family === 'solana' && provider.features['solana:signTransaction'] !== undefined
}
