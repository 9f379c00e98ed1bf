import { isByShopper } from './isByShopper.ts'
import type { EvmProvider } from './types.ts'

/** The account, and what it signed if it signed at once. */
export type RequestSignInResult = {
  readonly address: string
  readonly message?: string
  readonly signature?: string
}
type Account = {
  readonly address: string
  readonly capabilities?: { readonly signInWithEthereum?: Omit<RequestSignInResult, 'address'> }
}

/**
 * Ask the wallet to connect and sign in, in one prompt; null if it cannot. `input` has the fields of the server's text
 * without account and chain, `chainId` is the EIP-155 number of the chain to sign for. Rejects only if the shopper has
 * declined, or the wallet still waits for them: then they are not asked again.
 * @see https://eips.ethereum.org/EIPS/eip-7846
 */
export async function requestSignIn(
  provider: EvmProvider,
  input: object,
  chainId: number,
): Promise<RequestSignInResult | null> {
  const signInWithEthereum = { ...input, chainId: `0x${chainId.toString(16)}` }
  try {
    const { accounts } = (await provider.request({
      method: 'wallet_connect',
      params: [{ version: '1', capabilities: { signInWithEthereum } }],
    })) as { readonly accounts: readonly [Account] }
    const [{ address, capabilities }] = accounts
    const signed = capabilities?.signInWithEthereum
    // In place of a signature, a wallet may answer an error.
    if (!signed?.signature && isByShopper(signed)) throw signed
    return { ...signed, address }
  } catch (error) {
    if (isByShopper(error)) throw error
    return null
  }
}
