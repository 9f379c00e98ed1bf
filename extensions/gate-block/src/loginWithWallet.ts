import type { WalletLogin } from './api/types.ts'
import type { LoginWithWalletParameters } from './loginTypes.ts'
import { loginWithSolana } from './loginWithSolana.ts'
import { formatSentence } from './show/formatSentence.ts'
import { chooseChain } from './wallets/chooseChain.ts'
import { requestAccount } from './wallets/requestAccount.ts'
import { requestSignIn } from './wallets/requestSignIn.ts'
import { signMessage } from './wallets/signMessage.ts'
import type { EvmProvider } from './wallets/types.ts'

/**
 * Connect a wallet and let it sign the server's text. Rejects with the wallet's error or a GateError, or with what
 * `onAccount` throws.
 */
export function loginWithWallet(parameters: LoginWithWalletParameters): Promise<WalletLogin> {
  const { wallet } = parameters
  if (wallet.family === 'solana') return loginWithSolana(parameters, wallet.provider)
  if ('login' in wallet.provider) return wallet.provider.login(parameters)
  return loginWithEvm(parameters, wallet.provider)
}

async function loginWithEvm(
  { config, isFirst, prepared, askNonce, onAccount }: LoginWithWalletParameters,
  provider: EvmProvider,
): Promise<WalletLogin> {
  const chains = config.gates.flatMap((gate) => gate.chains.filter(({ family }) => family === 'evm'))
  const before = await chooseChain(provider, chains)
  const input = isFirst && prepared?.input
  const connected = input && (await requestSignIn(provider, input, before.id))
  const walletAddress = (connected || null)?.address || (await requestAccount(provider))
  onAccount(walletAddress)
  const { message: own, signature } = connected || {}
  // Some wallets have a chain only once they are connected.
  const { slug: chain, id } = signature ? before : await chooseChain(provider, chains)
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
