import { requestNonce } from './api/requestNonce.ts'
import type { UnlockGatesParameters } from './api/unlockGates.ts'
import type { GateConfig } from './readConfig.ts'
import { chooseChain } from './wallets/chooseChain.ts'
import { requestAccount } from './wallets/requestAccount.ts'
import { signMessage } from './wallets/signMessage.ts'
import type { EvmProvider } from './wallets/types.ts'

export type LoginWithWalletParameters = {
  readonly config: GateConfig
  readonly provider: EvmProvider
  /** Called when the wallet has shown its account and will be asked to sign. */
  readonly onAccount: (address: string) => void
  readonly signal: AbortSignal
}

/** Connect a wallet and have it sign the server's text; rejects with the wallet's error or a ProxyError. */
export async function loginWithWallet(
  parameters: LoginWithWalletParameters,
): Promise<UnlockGatesParameters['login']> {
  const { config, provider, onAccount, signal } = parameters
  const walletAddress = await requestAccount({ provider })
  signal.throwIfAborted()
  onAccount(walletAddress)
  const chain = await chooseChain({ provider, chains: config.gates.flatMap((gate) => gate.chains) })
  const { nonce, message } = await requestNonce({ proxyPath: config.proxyPath, chain, walletAddress, signal })
  const signature = await signMessage({ provider, address: walletAddress, message })
  signal.throwIfAborted()
  return { nonce, walletAddress, signature }
}
