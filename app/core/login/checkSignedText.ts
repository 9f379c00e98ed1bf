import { LoginError } from '../errors/base.ts'
import { readBase64 } from '../text/readBase64.ts'
import { readUtf8 } from '../text/readUtf8.ts'
import type { LoginFields } from './composeLoginMessage.ts'
import { decodeOffchain } from './offchainMessage.ts'
import { parseLoginMessage } from './parseLoginMessage.ts'

export type CheckSignedTextParameters = {
  /** Base64 of the text that the wallet reports as signed, bare or in an off-chain envelope. */
  readonly signedMessage: string
  /** What the text must say. */
  readonly expected: LoginFields
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
 * Check that the text that a wallet composed equals the issued one in every field. Answers the wallet's text.
 *
 * No field may be missing or added. A wallet may only write an instant with fewer digits, the root of the site with its
 * slash, and an EVM account in another case. Only then does a signature over the text sign this login.
 * @throws {LoginError} ERR_LOGIN_MISMATCH, saying which field differs.
 */
export function checkSignedText({ signedMessage, expected }: CheckSignedTextParameters): string {
  const bytes = signedMessage.length > MOST ? null : readBase64(signedMessage)
  const text = bytes && readUtf8(decodeOffchain(bytes))
  if (text === null) throw mismatch('bytes that are not text')
  const said = toMeaning(parseLoginMessage(text))
  const meant = toMeaning(expected)
  for (const [field, words] of Object.entries(WORDS)) {
    const name = field as keyof LoginFields
    if (said[name] !== meant[name]) throw mismatch(words)
  }
  return text
}

/** Base58 is never folded: two spellings that differ in case are two wallets. */
function toMeaning(fields: LoginFields): LoginFields {
  return {
    ...fields,
    address: fields.family === 'evm' ? fields.address.toLowerCase() : fields.address,
    uri: fields.uri.replace(/^(https?:\/\/[^/]+)\/$/, '$1'),
  }
}

const MOST = 4096

function mismatch(what: string): LoginError {
  return new LoginError('ERR_LOGIN_MISMATCH', `The signed message contains ${what}.`, {
    hint: 'Request a new nonce and sign its message unchanged.',
  })
}
