import { requestAccount } from './requestAccount.ts'
import { requestSolanaAccount } from './requestSolanaAccount.ts'
import { signMessage } from './signMessage.ts'
import type { Wallet } from './types.ts'

/** A wallet's account, and how it signs a text. */
export type Signer = {
  readonly walletAddress: string
  /** Signs the text as it is; in hexadecimal on EVM chains, in base64 on Solana. */
  readonly sign: (text: { readonly address: string; readonly message: string }) => Promise<string>
}

/** Ask a wallet that signs texts for its account. Rejects with the wallet's own error. */
export async function openSigner(wallet: Wallet): Promise<Signer> {
  if (wallet.family === 'solana') {
    const { provider } = wallet
    const account = await requestSolanaAccount({ provider })
    const { 'solana:signMessage': feature } = provider.features
    return {
      walletAddress: account.address,
      sign: async ({ message }) => {
        const signed = await feature?.signMessage({ account, message: new TextEncoder().encode(message) })
        return btoa(String.fromCharCode(...(signed?.[0]?.signature ?? [])))
      },
    }
  }
  const { provider } = wallet
  return {
    walletAddress: await requestAccount({ provider }),
    sign: (text) => signMessage({ provider, ...text }),
  }
}
