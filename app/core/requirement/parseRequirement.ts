import { parseAddress } from '../chain/parseAddress.ts'
import { parseChainSlug } from '../chain/parseChainSlug.ts'
import { InputError } from '../errors/base.ts'
import { hasUnsafeCharacter } from '../text/hasUnsafeCharacter.ts'
import type { Condition, Requirement, TokenLabel } from './types.ts'

export const MAX_CONDITIONS = 16
export const MAX_TOKEN_IDS = 20
const UINT = /^(?:0|[1-9][0-9]{0,77})$/
const UINT256_MAX = (1n << 256n) - 1n

/**
 * Read a requirement from JSON, as the database or a client spells it. Fields that are not known are refused.
 *
 * @throws {InputError} ERR_REQUIREMENT_INVALID, ERR_CHAIN_UNKNOWN, ERR_ADDRESS_INVALID
 */
export function parseRequirement(value: unknown): Requirement {
  const { v, root } = readObject(value, ['v', 'root'])
  if (v !== 1) throw refuse('its version is not 1')
  const group = readObject(root, ['kind', 'of'])
  if (group.kind !== 'all' && group.kind !== 'any')
    throw refuse('its conditions are joined by neither all nor any')
  if (!Array.isArray(group.of) || group.of.length < 1 || group.of.length > MAX_CONDITIONS) {
    throw refuse(`it needs 1 to ${MAX_CONDITIONS} conditions`)
  }
  return { v: 1, root: { kind: group.kind, of: group.of.map(parseCondition) } }
}

function parseCondition(value: unknown): Condition {
  const kind = (value as { kind?: unknown } | null)?.kind
  const common = ['kind', 'chain', 'contract', 'label', 'minimum']
  if (kind === 'erc721') {
    return { kind, ...readShared(readObject(value, common)) }
  }
  if (kind === 'erc20') {
    const object = readObject(value, [...common, 'decimals'])
    if (!Number.isInteger(object.decimals) || Number(object.decimals) < 0 || Number(object.decimals) > 36) {
      throw refuse('the decimals of a token are not a number from 0 to 36')
    }
    return { kind, ...readShared(object), decimals: Number(object.decimals) }
  }
  if (kind === 'erc1155') {
    const object = readObject(value, [...common, 'tokenIds'])
    return { kind, ...readShared(object), tokenIds: readTokenIds(object.tokenIds) }
  }
  throw refuse('one of its conditions is of a kind that is not known')
}

function readShared(
  object: Record<string, unknown>,
): Pick<Condition, 'chain' | 'contract' | 'label' | 'minimum'> {
  const minimum = readUint(object.minimum, 'a minimum')
  return {
    chain: parseChainSlug(readText(object.chain)),
    contract: parseAddress(readText(object.contract)),
    label: readLabel(object.label),
    // Nobody who gates a product means "holds at least nothing".
    minimum: minimum === 0n ? 1n : minimum,
  }
}

function readTokenIds(value: unknown): bigint[] {
  if (!Array.isArray(value) || value.length < 1 || value.length > MAX_TOKEN_IDS) {
    throw refuse(`a condition needs 1 to ${MAX_TOKEN_IDS} token ids`)
  }
  const ids = value.map((id) => readUint(id, 'a token id'))
  if (new Set(ids).size !== ids.length) throw refuse('a token id is named twice')
  return ids.sort((a, b) => (a < b ? -1 : 1))
}

function readUint(value: unknown, what: string): bigint {
  if (typeof value !== 'string' || !UINT.test(value))
    throw refuse(`${what} is not a whole number written in digits`)
  const number = BigInt(value)
  if (number > UINT256_MAX) throw refuse(`${what} is larger than a chain can hold`)
  return number
}

function readText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function readLabel(value: unknown): TokenLabel {
  const { name, symbol } = readObject(value, ['name', 'symbol'])
  if (!isShortText(name) || !isShortText(symbol)) throw refuse('the name of a token is not a short text')
  return { name, symbol }
}

function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 64 && !hasUnsafeCharacter(value)
}

function readObject(value: unknown, fields: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refuse('a part of it is not an object')
  for (const field of Object.keys(value)) {
    if (!fields.includes(field)) throw refuse(`it has a field "${field.slice(0, 40)}" that is not known`)
  }
  return value as Record<string, unknown>
}

function refuse(why: string): InputError {
  return new InputError('ERR_REQUIREMENT_INVALID', `This requirement cannot be used: ${why}.`, {
    hint: 'Mend the requirement and save again.',
  })
}
