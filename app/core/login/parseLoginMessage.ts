import { LoginError } from '../errors/base.ts'
import type { LoginFields } from './composeLoginMessage.ts'
import { parseSignInText } from './parseSignInText.ts'

const DOMAIN = /^[a-z0-9.:[\]-]{1,255}$/
const URI = /^https?:\/\/[\x21-\x7e]{1,500}$/
const CHAIN_ID = /^(?:[1-9][0-9]{0,14}|mainnet)$/
const NONCE = /^[a-zA-Z0-9]{8,64}$/

/**
 * Read the text of a login as composeLoginMessage spells it: eleven lines, each in its place, nothing optional.
 *
 * @throws {LoginError} ERR_LOGIN_MISMATCH for any other text.
 * @see https://eips.ethereum.org/EIPS/eip-4361
 */
export function parseLoginMessage(message: string): LoginFields {
  // Whose address it is, whatever its spelling, is held against the account that signs.
  const text = message.length > 2048 ? null : parseSignInText({ text: message, isEip55: () => true })
  if (!text) throw mismatch()
  const { family, scheme, domain, address, statement, uri, chainId, nonce, issuedAt } = text
  const { expirationTime, notBefore, requestId, resources } = text
  if ((scheme ?? notBefore ?? requestId ?? resources) !== null) throw mismatch()
  if (statement === null || expirationTime === null) throw mismatch()
  if (!DOMAIN.test(domain) || !URI.test(uri) || !CHAIN_ID.test(chainId) || !NONCE.test(nonce))
    throw mismatch()
  return {
    family,
    domain,
    address,
    statement,
    uri,
    chainId,
    nonce,
    issuedAt: readInstant(issuedAt),
    expiresAt: readInstant(expirationTime),
  }
}

function readInstant(text: string): number {
  const at = Date.parse(text)
  // An unreadable time would make every later comparison false, and so pass.
  if (!Number.isFinite(at) || !text.endsWith('Z')) throw mismatch()
  return at / 1000
}

function mismatch(): LoginError {
  return new LoginError('ERR_LOGIN_MISMATCH', 'The signed message is not a login message of this shop.', {
    hint: 'Ask for a new nonce and sign its message unchanged.',
  })
}
