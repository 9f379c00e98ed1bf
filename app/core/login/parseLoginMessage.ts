import { LoginError } from '../errors/base.ts'
import type { LoginFields } from './composeLoginMessage.ts'
import { isInstant } from './isInstant.ts'
import { isUri } from './isUri.ts'

const INSTANT = '([0-9TZ:.-]{20,30})'
/** One expression for the whole text, because it runs with every login. */
const TEXT = new RegExp(
  `^${[
    '([a-z0-9.:[\\]-]{1,255}) wants you to sign in with your (?:Ethereum account:\\n(0x[0-9a-fA-F]{40})|Solana account:\\n([1-9A-HJ-NP-Za-km-z]{32,44}))',
    '',
    "([A-Za-z0-9._~:/?#[\\]@!$&'()*+,;= -]{0,1000})",
    '',
    'URI: (https?://[\\x21-\\x7e]{1,500})',
    'Version: 1',
    'Chain ID: ([1-9][0-9]{0,14}|mainnet)',
    'Nonce: ([a-zA-Z0-9]{8,64})',
    `Issued At: ${INSTANT}`,
    `Expiration Time: ${INSTANT}(?:\\nResources:\\n- urn:ietf:params:oauth:jwk-thumbprint:sha-256:([A-Za-z0-9_-]{43}))?`,
  ].join('\\n')}$`,
)

/**
 * Parse the text of a login as composeLoginMessage writes it: eleven lines, each in its place,
 * and two more if it names a key.
 *
 * The address may have any spelling here; `checkLoginMessage` compares it with the account that signs.
 * @throws {LoginError} ERR_LOGIN_MISMATCH for any other text.
 * @see https://eips.ethereum.org/EIPS/eip-4361
 */
export function parseLoginMessage(message: string): LoginFields {
  const found = message.length > 2048 ? null : TEXT.exec(message)
  if (!found) throw mismatch()
  const [
    ,
    domain = '',
    evm,
    solana,
    statement = '',
    uri = '',
    chainId = '',
    nonce = '',
    issued,
    expires,
    key,
  ] = found
  // Solana names its cluster where EVM chains have a number.
  if ((evm === undefined) !== (chainId === 'mainnet') || !isUri(uri)) throw mismatch()
  return {
    family: evm === undefined ? 'solana' : 'evm',
    domain,
    address: evm ?? solana ?? '',
    statement,
    uri,
    chainId,
    nonce,
    issuedAt: readInstant(issued),
    expiresAt: readInstant(expires),
    keyThumbprint: key ?? null,
  }
}

function readInstant(text = ''): number {
  // An unreadable time would become NaN, and every later comparison with it would be false.
  if (!text.endsWith('Z') || !isInstant(text)) throw mismatch()
  return Date.parse(text) / 1000
}

function mismatch(): LoginError {
  return new LoginError('ERR_LOGIN_MISMATCH', 'The signed message is not a login message of this shop.', {
    hint: 'Request a new nonce and sign its message unchanged.',
  })
}
