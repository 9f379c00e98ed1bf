import { requestAccount } from '../../../../../extensions/gate-block/src/wallets/requestAccount.ts'
import { requestSolanaAccount } from '../../../../../extensions/gate-block/src/wallets/requestSolanaAccount.ts'
import { signMessage } from '../../../../../extensions/gate-block/src/wallets/signMessage.ts'
import { signSolanaMessage } from '../../../../../extensions/gate-block/src/wallets/signSolanaMessage.ts'
import type { Wallet } from '../../../../../extensions/gate-block/src/wallets/types.ts'
import { encodeBase58 } from '../../../../core/chain/base58.ts'

/** A wallet's account, and how it signs the server's text. */
export type Signer = {
  readonly walletAddress: string
  /** Hexadecimal on EVM chains, base58 on Solana. */
  readonly sign: (text: { readonly address: string; readonly message: string }) => Promise<string>
}

/** Ask a wallet for its account. Rejects with the wallet's own error. */
export async function openSigner(wallet: Wallet): Promise<Signer> {
  if (wallet.family !== 'solana') {
    const { provider } = wallet
    return {
      walletAddress: await requestAccount({ provider }),
      sign: (text) => signMessage({ provider, ...text }),
    }
  }
  const { provider } = wallet
  const account = await requestSolanaAccount({ provider })
  return {
    walletAddress: account.address,
    sign: async ({ message }) => {
      const { signature } = await signSolanaMessage({ provider, account, message, input: undefined })
      return encodeBase58(signature)
    },
  }
}
