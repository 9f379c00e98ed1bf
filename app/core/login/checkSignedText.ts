import { LoginError } from '../errors/base.ts'
import { readBase64 } from '../text/readBase64.ts'
import { readUtf8 } from '../text/readUtf8.ts'
import type { LoginFields } from './composeLoginMessage.ts'
import { decodeOffchain } from './offchainMessage.ts'
import { parseLoginMessage } from './parseLoginMessage.ts'

export type CheckSignedTextParameters = {
  /** Base64 of the text that the wallet reports as signed, bare or in an off-chain envelope. */
  readonly signedMessage: string
  /** The text that was issued. */
  readonly issued: string
}

const WORDS = {
  family: 'another chain',
  domain: 'another site',
  address: 'another wallet',
  statement: 'another statement',
  uri: 'a URI on another site',
  chainId: 'another chain',
  nonce: 'another nonce',
  issuedAt: 'another issue time',
  expiresAt: 'another expiration time',
  keyThumbprint: 'another key',
} as const satisfies Record<keyof LoginFields, string>

/**
 * Check that the text that a wallet composed equals the issued text in every field. Answers the wallet's text.
 *
 * No field may be missing or added. Only then does a signature over the text sign this login.
 * @throws {LoginError} ERR_LOGIN_MISMATCH, saying which field differs.
 */
export function checkSignedText({ signedMessage, issued }: CheckSignedTextParameters): string {
  const bytes = signedMessage.length > MOST ? null : readBase64(signedMessage)
  const text = bytes && readUtf8(decodeOffchain(bytes))
  if (text === null) throw mismatch('bytes that are not text')
  const said = parseLoginMessage(text)
  const expected = parseLoginMessage(issued)
  for (const [field, words] of Object.entries(WORDS)) {
    const name = field as keyof LoginFields
    if (said[name] !== expected[name]) throw mismatch(words)
  }
  return text
}

const MOST = 4096

function mismatch(what: string): LoginError {
  return new LoginError('ERR_LOGIN_MISMATCH', `The signed message contains ${what}.`, {
    hint: 'Request a new nonce and sign its message unchanged.',
  })
}
