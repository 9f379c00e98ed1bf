import { decodeBase58 } from '../chain/base58.ts'
import type { ChainFamily } from '../chain/types.ts'
import { hasUnsafeCharacter } from '../text/hasUnsafeCharacter.ts'
import { accountNames } from './composeLoginMessage.ts'
import { isInstant } from './isInstant.ts'
import { isLoginAuthority, isScheme, isUri } from './isUri.ts'

/** What a sign-in text says, each field exactly as it is written there; null where it is left out. */
export type SignInText = {
  readonly family: ChainFamily
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
const FIRST = /^(?:([^ ]+):\/\/)?([^ ]+) wants you to sign in with your (Ethereum|Solana) account:$/
const EVM_ADDRESS = /^0x[0-9a-fA-F]{40}$/
const STATEMENT = /^[A-Za-z0-9._~:/?#[\]@!$&'()*+,;= -]*$/
const NONCE = /^[a-zA-Z0-9]{8,}$/
const REQUEST_ID = /^(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*$/
const CHAIN_IDS = {
  evm: /^[0-9]+$/,
  solana: /^(?:solana:)?(?:mainnet|testnet|devnet|localnet)$/,
} as const satisfies Record<ChainFamily, RegExp>

/**
 * Read an EIP-4361 text, version 1, or its Solana counterpart; null for anything that does not fit the grammar.
 *
 * The whole grammar, each line in its place, statements of one line only. The spelling of an address is checked by
 * whoever can hash: `isEip55` of an EVM address as it is written.
 * @see https://eips.ethereum.org/EIPS/eip-4361#message-format https://github.com/phantom/sign-in-with-solana
 */
export function parseSignInText({
  text,
  isEip55,
}: {
  text: string
  isEip55: (address: string) => boolean
}): SignInText | null {
  if (text.length > MAX_LENGTH) return null
  const lines = text.split('\n')
  if (lines.some(hasUnsafeCharacter)) return null
  const [first = '', address = '', blank, ...rest] = lines
  const [, scheme = null, domain = '', account] = FIRST.exec(first) ?? []
  const family: ChainFamily = account === accountNames.evm ? 'evm' : 'solana'
  if (account === undefined || blank !== '' || !isLoginAuthority(domain)) return null
  if (scheme !== null && !isScheme(scheme)) return null
  if (!(family === 'evm' ? EVM_ADDRESS.test(address) && isEip55(address) : isSolanaAddress(address)))
    return null
  // "", then the fields; or the statement, "", then the fields.
  const hasStatement = !(rest[0] === '' && rest[1]?.startsWith('URI: '))
  const statement = hasStatement ? (rest[0] ?? '') : null
  if (hasStatement && (rest[1] !== '' || !STATEMENT.test(rest[0] ?? ''))) return null
  const fields = parseFields({ lines: rest.slice(hasStatement ? 2 : 1), family })
  return fields && { family, scheme, domain, address, statement, ...fields }
}

function parseFields({ lines, family }: { lines: readonly string[]; family: ChainFamily }) {
  let at = 0
  /** The value of the next line if it has the label and fits; undefined if the line is another one's. */
  const take = (label: string, fits: (value: string) => boolean): string | null | undefined => {
    const line = lines[at]
    if (!line?.startsWith(label)) return undefined
    at += 1
    return fits(line.slice(label.length)) ? line.slice(label.length) : null
  }
  const uri = take('URI: ', isUri)
  const version = take('Version: ', (value) => value === '1')
  const chainId = take('Chain ID: ', (value) => CHAIN_IDS[family].test(value))
  const nonce = take('Nonce: ', (value) => NONCE.test(value))
  const issuedAt = take('Issued At: ', isInstant)
  const expirationTime = take('Expiration Time: ', isInstant)
  const notBefore = take('Not Before: ', isInstant)
  const requestId = take('Request ID: ', (value) => REQUEST_ID.test(value))
  const resources = lines[at] === 'Resources:' ? lines.slice(at + 1) : undefined
  if (resources) at = lines.length
  if (!uri || !version || !chainId || !nonce || !issuedAt || at !== lines.length) return null
  // Null is a line whose value does not fit: it may not pass for one that was left out.
  if (expirationTime === null || notBefore === null || requestId === null) return null
  if (resources?.some((line) => !line.startsWith('- ') || !isUri(line.slice(2)))) return null
  return {
    uri,
    chainId,
    nonce,
    issuedAt,
    expirationTime: expirationTime ?? null,
    notBefore: notBefore ?? null,
    requestId: requestId ?? null,
    resources: resources?.map((line) => line.slice(2)) ?? null,
  }
}

function isSolanaAddress(text: string): boolean {
  return decodeBase58({ text, bytes: 32 }) !== null
}
