import { formatInstant } from './composeLoginMessage.ts'
import { parseLoginMessage } from './parseLoginMessage.ts'

/** What `solana:signIn` of the Wallet Standard is called with. */
export type SignInInput = {
  readonly domain: string
  readonly address: string
  readonly statement: string
  readonly uri: string
  readonly version: '1'
  readonly chainId: string
  readonly nonce: string
  readonly issuedAt: string
  readonly expirationTime: string
}

/**
 * The fields of a composed login for the wallet's own sign-in: exactly those its text has, so that the wallet composes
 * the same text of them.
 * @see https://github.com/anza-xyz/wallet-standard/blob/master/packages/core/features/src/signIn.ts
 */
export function formatSignInInput(message: string): SignInInput {
  const { domain, address, statement, uri, chainId, nonce, issuedAt, expiresAt } = parseLoginMessage(message)
  return {
    domain,
    address,
    statement,
    uri,
    version: '1',
    chainId,
    nonce,
    issuedAt: formatInstant(issuedAt),
    expirationTime: formatInstant(expiresAt),
  }
}
