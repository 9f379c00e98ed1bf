import type { AskNonce, RequestNonceResult } from './api/requestNonce.ts'
import type { WalletLogin } from './api/types.ts'
import { loginWithSolana } from './loginWithSolana.ts'
import type { GateConfig } from './readConfig.ts'
import { formatSentence } from './show/formatSentence.ts'
import { chooseChain } from './wallets/chooseChain.ts'
import { requestAccount } from './wallets/requestAccount.ts'
import { requestSignIn } from './wallets/requestSignIn.ts'
import { signMessage } from './wallets/signMessage.ts'
import type { EvmProvider, Wallet } from './wallets/types.ts'

export type LoginWithWalletParameters = {
  readonly config: Pick<GateConfig, 'gates'>
  readonly wallet: Wallet
  /** Whether to sign a transaction instead of a text, because a Ledger for Solana cannot sign texts. */
  readonly isLedger: boolean
  /** Whether the wallet may connect and sign at once. One that has not managed to is asked for each. */
  readonly isFirst: boolean
  /** The text to sign, requested before the wallet was chosen; null if that has failed. */
  readonly prepared: RequestNonceResult | null
  /** Request the text of one wallet: the script that loaded this one can already ask the app. */
  readonly askNonce: AskNonce
  /** Called when the wallet has returned its account; it may have signed, too. */
  readonly onAccount: (address: string) => void
}

/**
 * Connect a wallet and let it sign the server's text. Rejects with the wallet's error or a GateError, or with what
 * `onAccount` throws.
 */
export function loginWithWallet(parameters: LoginWithWalletParameters): Promise<WalletLogin> {
  const { wallet } = parameters
  return wallet.family === 'solana'
    ? loginWithSolana({ ...parameters, provider: wallet.provider })
    : loginWithEvm({ ...parameters, provider: wallet.provider })
}

async function loginWithEvm(
  parameters: LoginWithWalletParameters & { readonly provider: EvmProvider },
): Promise<WalletLogin> {
  const { provider, config, isFirst, prepared, askNonce, onAccount } = parameters
  const chains = config.gates.flatMap((gate) => gate.chains.filter(({ family }) => family === 'evm'))
  const before = await chooseChain({ provider, chains })
  const input = isFirst && prepared?.input
  const connected = input && (await requestSignIn({ provider, input, chainId: before.id }))
  const walletAddress = (connected || null)?.address || (await requestAccount({ provider }))
  onAccount(walletAddress)
  const { message: own, signature } = connected || {}
  // Some wallets have a chain only once they are connected.
  const { slug: chain, id } = signature ? before : await chooseChain({ provider, chains })
  if (prepared && own && signature)
    return { nonce: prepared.nonce, chain, walletAddress, signature, signedMessage: btoa(own) }
  // Wallets recognise a sign-in only if the account has its checksum, which needs a hash that the server has.
  const { nonce, message } =
    prepared && /[A-F]/.test(walletAddress) ? prepared : await askNonce({ chain, walletAddress })
  const text = formatSentence(message, { family: 'Ethereum', address: walletAddress, chain: id })
  return {
    ...{ nonce, chain, walletAddress },
    signature: await signMessage({ provider, address: walletAddress, message: text }),
  }
}
