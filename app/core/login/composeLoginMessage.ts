import { LoginError } from '../errors/base.ts'

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

// A line separator in any field would let it pose as another field; other controls can hide text from the reader.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/

/** Whether a text could break the lines of a login message. */
export function hasUnsafeCharacter(text: string): boolean {
  return UNSAFE.test(text)
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
