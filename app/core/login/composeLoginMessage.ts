import { LoginError } from '../errors/base.ts'
import { hasUnsafeCharacter } from '../text/hasUnsafeCharacter.ts'

export type LoginFields = {
  /** The authority that asks: `host[:port]`, lower-case ASCII. */
  readonly domain: string
  /** EIP-55 spelling of the account. */
  readonly address: string
  readonly statement: string
  readonly uri: string
  readonly chainId: number
  readonly nonce: string
  /** Unix seconds. */
  readonly issuedAt: number
  readonly expiresAt: number
}

/**
 * Compose the text that a wallet signs: EIP-4361, version 1.
 *
 * @throws {LoginError} ERR_LOGIN_MISMATCH when a field holds a control character or line separator.
 * @see https://eips.ethereum.org/EIPS/eip-4361
 */
export function composeLoginMessage(fields: LoginFields): string {
  for (const text of [fields.domain, fields.address, fields.statement, fields.uri, fields.nonce]) {
    if (hasUnsafeCharacter(text)) {
      throw new LoginError('ERR_LOGIN_MISMATCH', 'A login message may not contain control characters.', {
        hint: 'Remove line breaks from the statement in the settings.',
      })
    }
  }
  return [
    `${fields.domain} wants you to sign in with your Ethereum account:`,
    fields.address,
    '',
    fields.statement,
    '',
    `URI: ${fields.uri}`,
    'Version: 1',
    `Chain ID: ${fields.chainId}`,
    `Nonce: ${fields.nonce}`,
    `Issued At: ${formatInstant(fields.issuedAt)}`,
    `Expiration Time: ${formatInstant(fields.expiresAt)}`,
  ].join('\n')
}

function formatInstant(at: number): string {
  return new Date(at * 1000).toISOString()
}
