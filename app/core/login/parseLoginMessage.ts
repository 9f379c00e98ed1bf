import { LoginError } from '../errors/base.ts'
import { hasUnsafeCharacter } from '../text/hasUnsafeCharacter.ts'
import type { LoginFields } from './composeLoginMessage.ts'

const FIRST = /^([a-z0-9.:[\]-]{1,255}) wants you to sign in with your Ethereum account:$/
const ADDRESS = /^0x[0-9a-fA-F]{40}$/
const NONCE = /^[a-zA-Z0-9]{8,64}$/
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/

/**
 * Read the text of a login as composeLoginMessage spells it: eleven lines, each in its place, nothing optional.
 *
 * @throws {LoginError} ERR_LOGIN_MISMATCH for any other text.
 * @see https://eips.ethereum.org/EIPS/eip-4361
 */
export function parseLoginMessage(message: string): LoginFields {
  const lines = message.split('\n')
  if (message.length > 2048 || lines.length !== 11 || lines.some(hasUnsafeCharacter)) throw mismatch()
  const [first, address, empty1, statement, empty2, uri, version, chainId, nonce, issuedAt, expiresAt] =
    lines as [string, string, string, string, string, string, string, string, string, string, string]
  const domain = FIRST.exec(first)?.[1]
  if (!domain || empty1 !== '' || empty2 !== '' || !ADDRESS.test(address) || version !== 'Version: 1')
    throw mismatch()
  return {
    domain,
    address,
    statement,
    uri: readField(uri, 'URI: ', /^https?:\/\/[\x21-\x7e]{1,500}$/),
    chainId: Number(readField(chainId, 'Chain ID: ', /^[1-9][0-9]{0,14}$/)),
    nonce: readField(nonce, 'Nonce: ', NONCE),
    issuedAt: readInstant(issuedAt, 'Issued At: '),
    expiresAt: readInstant(expiresAt, 'Expiration Time: '),
  }
}

function readField(line: string, label: string, shape: RegExp): string {
  const value = line.slice(label.length)
  if (!line.startsWith(label) || !shape.test(value)) throw mismatch()
  return value
}

function readInstant(line: string, label: string): number {
  const at = Date.parse(readField(line, label, INSTANT))
  // An unreadable time would make every later comparison false, and so pass.
  if (!Number.isFinite(at)) throw mismatch()
  return at / 1000
}

function mismatch(): LoginError {
  return new LoginError('ERR_LOGIN_MISMATCH', 'The signed message is not a login message of this shop.', {
    hint: 'Ask for a new nonce and sign its message unchanged.',
  })
}
