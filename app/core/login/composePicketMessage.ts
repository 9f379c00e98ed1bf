import type { ChainFamily } from '../chain/types.ts'
import type { LoginFormat } from '../project/types.ts'
import { accountNames } from './composeLoginMessage.ts'

/** Fields of the signed message, as the site sent them; `issuedAt` exactly as it was written. */
export type LoginContext = {
  readonly domain: string
  readonly uri: string
  readonly issuedAt: string
  /** Null if left out; the message then has the chain's own id. */
  readonly chainId: number | null
}

export type ComposePicketMessageParameters = {
  /** As the caller wrote it: a lower-case address is signed in lower case. */
  readonly walletAddress: string
  readonly nonce: string
  readonly statement: string
  readonly chainId: number
} & (
  | { readonly format: 'simple' }
  | {
      readonly format: Exclude<LoginFormat, 'simple'>
      readonly family: ChainFamily
      readonly context: LoginContext
    }
)

/**
 * Rebuild, byte for byte, the text that a Picket client had its wallet sign.
 *
 * `siwe` is EIP-4361 version 1 without an expiration time, as npm `siwe` 1.1.6 writes it. For Solana and Flow
 * every "Ethereum" in it becomes that chain's name, also in the statement. `simple` names no site.
 * @see https://eips.ethereum.org/EIPS/eip-4361
 */
export function composePicketMessage(parameters: ComposePicketMessageParameters): string {
  const { walletAddress, nonce, statement, chainId } = parameters
  if (parameters.format === 'simple') return `${statement}\n\nAddress: ${walletAddress}\nNonce: ${nonce}`
  const { family, context } = parameters
  const { domain, uri, issuedAt } = context
  const message = [
    `${domain} wants you to sign in with your Ethereum account:`,
    walletAddress,
    '',
    statement,
    '',
    `URI: ${uri}`,
    'Version: 1',
    `Chain ID: ${chainId}`,
    `Nonce: ${nonce}`,
    `Issued At: ${issuedAt}`,
  ].join('\n')
  return family === 'evm' ? message : message.replaceAll('Ethereum', accountNames[family])
}
