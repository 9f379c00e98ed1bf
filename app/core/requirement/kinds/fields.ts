import { MAX_DECIMALS } from '../../chain/describe.ts'
import { loadChain } from '../../chain/loadChain.ts'
import { parseEvmAddress } from '../../chain/parseEvmAddress.ts'
import { parseFlowContract } from '../../chain/parseFlowContract.ts'
import { parseSolanaAddress } from '../../chain/parseSolanaAddress.ts'
import type { ChainFamily, ChainSlug } from '../../chain/types.ts'
import { InputError } from '../../errors/base.ts'
import { hasUnsafeCharacter } from '../../text/hasUnsafeCharacter.ts'
import { countIds } from '../countIds.ts'
import { formatRanges } from '../createReadIndex.ts'
import type { TokenLabel } from '../reads.ts'
import type { TokenRange } from '../tokenRange.ts'

/** The most ids or ranges that a condition may name, and the most ids that they may cover together. */
export const MAX_RANGES = 50
export const MAX_TOKEN_IDS = 2_000
const UINT = /^(?:0|[1-9][0-9]{0,77})$/
const UINT256_MAX = (1n << 256n) - 1n

/** Read an object that has no other fields than these. @throws {InputError} ERR_REQUIREMENT_INVALID */
export function readObject(value: unknown, fields: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalidRequirement('a part of it is not an object')
  for (const field of Object.keys(value)) {
    if (!fields.includes(field)) {
      throw invalidRequirement(`it has an unknown field "${field.slice(0, 40)}"`)
    }
  }
  return value as Record<string, unknown>
}

/** Read the chain of a condition, of one family. @throws {InputError} ERR_CHAIN_UNKNOWN, ERR_REQUIREMENT_INVALID */
export function readChain(value: unknown, family: ChainFamily): ChainSlug {
  const chain = loadChain(readText(value))
  if (chain.family !== family) throw invalidRequirement(`${chain.name} has no tokens of that kind`)
  return chain.slug
}

/** Read minimum and maximum, base units. A minimum of 0 counts as 1: no merchant means "holds at least nothing". */
export function readAmounts(object: Record<string, unknown>): { minimum: bigint; maximum: bigint | null } {
  const asked = readUint(object.minimum, 'a minimum')
  const minimum = asked === 0n ? 1n : asked
  if (object.maximum === undefined) return { minimum, maximum: null }
  const maximum = readUint(object.maximum, 'a maximum')
  if (maximum < minimum) throw invalidRequirement('a maximum is less than its minimum')
  return { minimum, maximum }
}

/** Read the fields of every condition about tokens of an EVM contract. @throws {InputError} as the parts */
export function readEvmToken(object: Record<string, unknown>) {
  return {
    chain: readChain(object.chain, 'evm'),
    contract: parseEvmAddress(readText(object.contract)),
    label: readLabel(object.label),
    ...readAmounts(object),
  }
}

/** The same on Solana, where the contract is a mint, a collection or a creator. @throws {InputError} as the parts */
export function readSolanaToken(object: Record<string, unknown>) {
  return {
    chain: readChain(object.chain, 'solana'),
    contract: parseSolanaAddress(readText(object.contract)),
    label: readLabel(object.label),
    ...readAmounts(object),
  }
}

/** The same on Flow, where a contract has an account and a name. @throws {InputError} as the parts */
export function readFlowToken(object: Record<string, unknown>) {
  return {
    chain: readChain(object.chain, 'flow'),
    contract: parseFlowContract(readText(object.contract)),
    label: readLabel(object.label),
    ...readAmounts(object),
  }
}

/** Format the fields that `readEvmToken`, `readSolanaToken` and `readFlowToken` read. */
export function formatToken<Kind extends string>({
  kind,
  chain,
  contract,
  label,
  minimum,
  maximum,
}: {
  readonly kind: Kind
  readonly chain: ChainSlug
  readonly contract: string
  readonly label: TokenLabel
  readonly minimum: bigint
  readonly maximum: bigint | null
}) {
  const { name, symbol } = label
  return { kind, chain, contract, label: { name, symbol }, ...formatAmounts({ minimum, maximum }) }
}

/** Format the fields that `readAmounts` reads. */
export function formatAmounts({ minimum, maximum }: { minimum: bigint; maximum: bigint | null }) {
  return { minimum: String(minimum), ...(maximum === null ? {} : { maximum: String(maximum) }) }
}

/** Read 0..36 decimals. */
export function readDecimals(value: unknown): number {
  if (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MAX_DECIMALS) return Number(value)
  throw invalidRequirement(`the decimals of a token must be a number from 0 to ${MAX_DECIMALS}`)
}

/** Read token ids, each "7" or "100-199". The result ascends and does not overlap. */
export function readTokenIds(value: unknown): TokenRange[] {
  if (!Array.isArray(value) || value.length > MAX_RANGES) {
    throw invalidRequirement(`a condition can name at most ${MAX_RANGES} token ids or ranges of token ids`)
  }
  const ranges = value.map(readRange).sort((a, b) => (a.first < b.first ? -1 : 1))
  for (const [i, range] of ranges.entries()) {
    const next = ranges[i + 1]
    if (next && next.first <= range.last) throw invalidRequirement('a token id is named twice')
  }
  if (countIds(ranges) > BigInt(MAX_TOKEN_IDS)) {
    throw invalidRequirement(`a condition can cover at most ${MAX_TOKEN_IDS} token ids`)
  }
  return ranges
}

/** Format the ids that `readTokenIds` reads: each id or range as a text. */
export function formatTokenIds(ranges: readonly TokenRange[]): string[] {
  return ranges.map((range) => formatRanges([range]))
}

function readRange(value: unknown): TokenRange {
  const [first, last = first, ...rest] = readText(value).split('-')
  if (rest.length > 0) throw invalidRequirement('a range of token ids has more than two ends')
  const range = { first: readUint(first, 'a token id'), last: readUint(last, 'a token id') }
  if (range.last < range.first) throw invalidRequirement('a range of token ids ends before it begins')
  return range
}

export function readUint(value: unknown, what: string): bigint {
  if (typeof value !== 'string' || !UINT.test(value))
    throw invalidRequirement(`${what} is not a whole number written in digits`)
  const number = BigInt(value)
  if (number > UINT256_MAX) throw invalidRequirement(`${what} is larger than a chain can hold`)
  return number
}

export function readText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** Read the name and symbol of a token: short texts for people. */
export function readLabel(value: unknown): TokenLabel {
  const { name, symbol } = readObject(value, ['name', 'symbol'])
  if (!isShortText(name) || !isShortText(symbol))
    throw invalidRequirement('the name and symbol of a token must be short texts')
  return { name, symbol }
}

export function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 64 && !hasUnsafeCharacter(value)
}

/** The error for a requirement that cannot be stored or read: ERR_REQUIREMENT_INVALID. */
export function invalidRequirement(why: string): InputError {
  return new InputError('ERR_REQUIREMENT_INVALID', `Invalid requirement: ${why}.`, {
    hint: 'Fix the requirement and save again.',
  })
}
