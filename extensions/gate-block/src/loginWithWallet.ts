import type { AskNonce } from './api/requestNonce.ts'
import type { WalletLogin } from './api/types.ts'
import { loginWithSolana } from './loginWithSolana.ts'
import type { GateConfig } from './readConfig.ts'
import { chooseChain } from './wallets/chooseChain.ts'
import { requestAccount } from './wallets/requestAccount.ts'
import { signMessage } from './wallets/signMessage.ts'
import type { Wallet } from './wallets/types.ts'

export type LoginWithWalletParameters = {
  readonly config: GateConfig
  readonly wallet: Wallet
  /** Whether to sign a transaction instead of a text, because a Ledger for Solana cannot sign texts. */
  readonly isLedger: boolean
  /** Request the text to sign: the script that loaded this one can already ask the app. */
  readonly askNonce: AskNonce
  /** Called when the wallet has returned its account, before it is asked to sign. */
  readonly onAccount: (address: string) => void
  readonly signal: AbortSignal
}

/** Connect a wallet and let it sign the server's text. Rejects with the wallet's error or a GateError. */
export async function loginWithWallet(parameters: LoginWithWalletParameters): Promise<WalletLogin> {
  const { config, wallet, isLedger, askNonce, onAccount, signal } = parameters
  if (wallet.family === 'solana') {
    return await loginWithSolana({ provider: wallet.provider, isLedger, askNonce, onAccount, signal })
  }
  const { provider } = wallet
  const walletAddress = await requestAccount({ provider })
  signal.throwIfAborted()
  onAccount(walletAddress)
  const chains = config.gates.flatMap((gate) => gate.chains.filter(({ family }) => family === 'evm'))
  const chain = await chooseChain({ provider, chains })
  const { nonce, message } = await askNonce({ chain, walletAddress })
  const signature = await signMessage({ provider, address: walletAddress, message })
  signal.throwIfAborted()
  return { nonce, walletAddress, signature }
}
