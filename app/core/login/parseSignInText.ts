import { decodeBase58 } from '../chain/base58.ts'
import type { ChainFamily } from '../chain/types.ts'
import { isInstant } from './isInstant.ts'
import { isLoginAuthority, isScheme, isUri } from './isUri.ts'

/** Flow has no form of this text: what its wallets sign is made by sites alone. */
type SignInFamily = Exclude<ChainFamily, 'flow'>

/** Fields of a sign-in text, each exactly as it is written there; null if it is left out. */
export type SignInText = {
  readonly family: SignInFamily
  readonly scheme: string | null
  readonly domain: string
  readonly address: string
  readonly statement: string | null
  readonly uri: string
  readonly chainId: string
  readonly nonce: string
  readonly issuedAt: string
  readonly expirationTime: string | null
  readonly notBefore: string | null
  readonly requestId: string | null
  readonly resources: readonly string[] | null
}
const MAX_LENGTH = 4096
/** No control character but the line feed, and no character that reverses or hides letters. */
const ALPHABET = /^[\x20-\x7e\n]*$/
const FIRST = /^(?:([^ ]+):\/\/)?([^ ]+) wants you to sign in with your (Ethereum|Solana) account:$/
const EVM_ADDRESS = /^0x[0-9a-fA-F]{40}$/
const STATEMENT = /^[A-Za-z0-9._~:/?#[\]@!$&'()*+,;= -]*$/
const NONCE = /^[a-zA-Z0-9]{8,}$/
const REQUEST_ID = /^(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*$/
const CHAIN_IDS = {
  evm: /^[0-9]+$/,
  solana: /^(?:solana:)?(?:mainnet|testnet|devnet|localnet)$/,
} as const satisfies Record<SignInFamily, RegExp>

/**
 * Parse an EIP-4361 text, version 1, or its Solana counterpart; null for text that does not fit the grammar.
 *
 * It covers the whole grammar, with each line in its place and statements of one line. The caller's `isEip55` checks
 * the spelling of an EVM address, because that needs a hash.
 * @see https://eips.ethereum.org/EIPS/eip-4361#message-format https://github.com/phantom/sign-in-with-solana
 */
export function parseSignInText({
  text,
  isEip55,
}: {
  text: string
  isEip55: (address: string) => boolean
}): SignInText | null {
  if (text.length > MAX_LENGTH || !ALPHABET.test(text)) return null
  const lines = text.split('\n')
  const [, scheme = null, domain = '', account] = FIRST.exec(lines[0] ?? '') ?? []
  const family: SignInFamily = account === 'Ethereum' ? 'evm' : 'solana'
  const address = lines[1] ?? ''
  if (account === undefined || lines[2] !== '' || !isLoginAuthority(domain)) return null
  if (scheme !== null && !isScheme(scheme)) return null
  if (!(family === 'evm' ? EVM_ADDRESS.test(address) && isEip55(address) : isSolanaAddress(address)))
    return null
  // Two empty lines come before the fields; a statement is between the two.
  const statement = lines[3] === '' && lines[4]?.startsWith('URI: ') ? null : (lines[3] ?? '')
  if (statement !== null && (lines[4] !== '' || !STATEMENT.test(statement))) return null
  const rest = parseRest({ lines, from: statement === null ? 4 : 5, family })
  return rest && { family, scheme, domain, address, statement, ...rest }
}

function parseRest({
  lines,
  from,
  family,
}: {
  lines: readonly string[]
  from: number
  family: SignInFamily
}) {
  const uri = readValue(lines[from], 'URI: ')
  const version = readValue(lines[from + 1], 'Version: ')
  const chainId = readValue(lines[from + 2], 'Chain ID: ')
  const nonce = readValue(lines[from + 3], 'Nonce: ')
  const issuedAt = readValue(lines[from + 4], 'Issued At: ')
  if (uri === null || !isUri(uri) || version !== '1') return null
  if (chainId === null || !CHAIN_IDS[family].test(chainId)) return null
  if (nonce === null || !NONCE.test(nonce) || issuedAt === null || !isInstant(issuedAt)) return null
  let at = from + 5
  const expirationTime = readValue(lines[at], 'Expiration Time: ')
  if (expirationTime !== null) at += 1
  const notBefore = readValue(lines[at], 'Not Before: ')
  if (notBefore !== null) at += 1
  const requestId = readValue(lines[at], 'Request ID: ')
  if (requestId !== null) at += 1
  if (expirationTime !== null && !isInstant(expirationTime)) return null
  if (notBefore !== null && !isInstant(notBefore)) return null
  if (requestId !== null && !REQUEST_ID.test(requestId)) return null
  const resources = lines[at] === 'Resources:' ? lines.slice(at + 1) : null
  if (resources ? !resources.every(isResource) : at !== lines.length) return null
  return {
    uri,
    chainId,
    nonce,
    issuedAt,
    expirationTime,
    notBefore,
    requestId,
    resources: resources?.map((line) => line.slice(2)) ?? null,
  }
}

function readValue(line: string | undefined, label: string): string | null {
  return line?.startsWith(label) ? line.slice(label.length) : null
}

function isResource(line: string): boolean {
  return line.startsWith('- ') && isUri(line.slice(2))
}

function isSolanaAddress(text: string): boolean {
  return decodeBase58({ text, bytes: 32 }) !== null
}
