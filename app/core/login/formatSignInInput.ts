import { formatInstant, type LoginFields, listResources } from './composeLoginMessage.ts'

/** What a wallet needs to compose a login itself, besides its account: the fields of EIP-4361. */
export type SignInInput = {
  readonly domain: string
  readonly address?: string
  readonly statement: string
  readonly uri: string
  readonly version: '1'
  readonly chainId?: string
  readonly nonce: string
  readonly issuedAt: string
  readonly expirationTime: string
  readonly resources?: readonly string[]
}

/**
 * Format a login as input of the wallet's own sign-in: `solana:signIn` of the Wallet Standard, or the capability
 * `signInWithEthereum` of ERC-7846. It has exactly the fields of the text, so that the wallet composes the same text.
 * @see https://github.com/anza-xyz/wallet-standard/blob/master/packages/core/features/src/signIn.ts
 * @see https://eips.ethereum.org/EIPS/eip-7846
 */
export function formatSignInInput(
  fields: Omit<LoginFields, 'family' | 'address' | 'chainId'> & Partial<LoginFields>,
): SignInInput {
  const { domain, address, statement, uri, chainId, nonce, issuedAt, expiresAt } = fields
  const resources = listResources(fields)
  return {
    domain,
    ...(address === undefined ? {} : { address }),
    statement,
    uri,
    version: '1',
    ...(chainId === undefined ? {} : { chainId }),
    nonce,
    issuedAt: formatInstant(issuedAt),
    expirationTime: formatInstant(expiresAt),
    ...(resources.length > 0 ? { resources } : {}),
  }
}
