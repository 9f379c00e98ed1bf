import { formatInstant, listResources } from './composeLoginMessage.ts'
import { parseLoginMessage } from './parseLoginMessage.ts'

/** Input of `solana:signIn` of the Wallet Standard. */
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
  readonly resources?: readonly string[]
}

/**
 * Format a composed login as input of the wallet's own sign-in. It has exactly the fields of the text, so that the
 * wallet composes the same text again.
 * @see https://github.com/anza-xyz/wallet-standard/blob/master/packages/core/features/src/signIn.ts
 */
export function formatSignInInput(message: string): SignInInput {
  const fields = parseLoginMessage(message)
  const { domain, address, statement, uri, chainId, nonce, issuedAt, expiresAt } = fields
  const resources = listResources(fields)
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
    ...(resources.length > 0 ? { resources } : {}),
  }
}
