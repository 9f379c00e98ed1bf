import type { ChainFamily } from '../chain/types.ts'
import { LoginError } from '../errors/base.ts'
import { hasUnsafeCharacter } from '../text/hasUnsafeCharacter.ts'

export type LoginFields = {
  readonly family: ChainFamily
  /** The authority that asks: `host[:port]`, lower-case ASCII. */
  readonly domain: string
  /** The account as its wallet spells it: EIP-55 or base58. */
  readonly address: string
  readonly statement: string
  readonly uri: string
  /** Made by `formatLoginChainId`. */
  readonly chainId: string
  readonly nonce: string
  /** Unix seconds. */
  readonly issuedAt: number
  readonly expiresAt: number
  /** RFC 7638 thumbprint of the key that signs this visit's requests, in base64url; null if the browser has no key. */
  readonly keyThumbprint: string | null
}

/** Name of each family's accounts in the message. */
export const accountNames = {
  evm: 'Ethereum',
  solana: 'Solana',
  flow: 'Flow',
} as const satisfies Record<ChainFamily, string>

const THUMBPRINT_URI = 'urn:ietf:params:oauth:jwk-thumbprint:sha-256:'

/**
 * List the resources of a login: the key of the visit's requests, if there is one.
 * @see https://www.rfc-editor.org/rfc/rfc9278
 */
export function listResources({ keyThumbprint }: Pick<LoginFields, 'keyThumbprint'>): string[] {
  return keyThumbprint === null ? [] : [`${THUMBPRINT_URI}${keyThumbprint}`]
}

/**
 * Compose the text that a wallet signs: EIP-4361 version 1, or its Solana counterpart, which differs in two words.
 *
 * @throws {LoginError} ERR_LOGIN_MISMATCH when a field holds a control character or line separator.
 * @see https://eips.ethereum.org/EIPS/eip-4361 https://github.com/phantom/sign-in-with-solana
 */
export function composeLoginMessage(fields: LoginFields): string {
  const { domain, address, statement, uri, chainId, nonce } = fields
  const resources = listResources(fields)
  if ([domain, address, statement, uri, chainId, nonce, ...resources].some(hasUnsafeCharacter)) {
    throw new LoginError('ERR_LOGIN_MISMATCH', 'A login message may not contain control characters.', {
      hint: 'Remove line breaks from the statement in the settings.',
    })
  }
  return [
    `${domain} wants you to sign in with your ${accountNames[fields.family]} account:`,
    address,
    '',
    statement,
    '',
    `URI: ${uri}`,
    'Version: 1',
    `Chain ID: ${chainId}`,
    `Nonce: ${nonce}`,
    `Issued At: ${formatInstant(fields.issuedAt)}`,
    `Expiration Time: ${formatInstant(fields.expiresAt)}`,
    ...(resources.length > 0 ? ['Resources:', ...resources.map((uri) => `- ${uri}`)] : []),
  ].join('\n')
}

/** Format unix seconds as login messages contain them: ISO 8601 in UTC, with milliseconds. */
export function formatInstant(at: number): string {
  return new Date(at * 1000).toISOString()
}
