import { hasUnsafeCharacter } from '../text/hasUnsafeCharacter.ts'
import { MAX_TRAIT_TEXT, MAX_TRAIT_TOKENS } from './limits.ts'

/** A token of a metadata file. */
export type MetadataToken = {
  readonly id: bigint
  /** Its own name; null if it has none. */
  readonly name: string | null
  readonly traits: readonly TokenTrait[]
}
export type TokenTrait = { readonly trait: string; readonly value: string }

/** Why a file cannot be imported. */
export type MetadataIssue =
  | 'metadata-unreadable'
  /** No part of it is a list of tokens. */
  | 'metadata-no-tokens'
  /** Its tokens have no ids. */
  | 'metadata-no-ids'
  | 'metadata-too-many'

/** A number in digits or 0x, but no address: `token` may name the contract. */
const ID = /^(?:0|[1-9][0-9]{0,77}|0x(?![0-9a-f]{40}$)[0-9a-f]{1,64})$/i
const ID_FIELDS = ['tokenId', 'token_id', 'tokenID', 'identifier', 'id', 'edition', 'number', 'token']
const LISTS = ['tokens', 'items', 'nfts', 'assets', 'collection', 'data', 'result', 'metadata']

/**
 * Read a metadata file: JSON of one token per id, a list of tokens with their ids, or a table (CSV) with a column for the
 * id and one for each trait.
 */
export function readMetadata(text: string): readonly MetadataToken[] | MetadataIssue {
  const start = text.trimStart().slice(0, 1)
  return start === '{' || start === '[' ? readJson(text) : readTable(text)
}

function readJson(text: string): readonly MetadataToken[] | MetadataIssue {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'metadata-unreadable'
  }
  const entries = listEntries(value)
  if (!entries) return 'metadata-no-tokens'
  if (entries.length > MAX_TRAIT_TOKENS) return 'metadata-too-many'
  const tokens: MetadataToken[] = []
  for (const { id, item } of entries) {
    if (id === null) return 'metadata-no-ids'
    tokens.push({ id, name: readTokenName(item), traits: readTokenTraits(item) })
  }
  return tokens
}

type Entry = { readonly id: bigint | null; readonly item: unknown }

/** The tokens of a value, wherever they stand; null if there are none. */
function listEntries(value: unknown): Entry[] | null {
  if (Array.isArray(value)) return value.length > 0 ? value.map((item) => ({ id: findId(item), item })) : null
  if (!isObject(value)) return null
  const keys = Object.keys(value)
  if (keys.length > 0 && keys.every((key) => ID.test(key)))
    return keys.map((key) => ({ id: BigInt(key), item: value[key] }))
  for (const key of LISTS) {
    const found = isObject(value[key]) || Array.isArray(value[key]) ? listEntries(value[key]) : null
    if (found) return found
  }
  return null
}

function findId(item: unknown): bigint | null {
  if (!isObject(item)) return null
  for (const field of ID_FIELDS) {
    const given = item[field]
    // JSON.parse rounds larger numbers: it would be the id of another token.
    if (typeof given === 'number' && !Number.isSafeInteger(given)) continue
    const text = String(given ?? '')
    if (ID.test(text)) return BigInt(text)
  }
  return null
}

/**
 * Read the traits of one token's metadata: `attributes` as a list of `trait_type` and `value`, or as an object. They may
 * stand in its `metadata`, as lists of APIs have them. Texts that nobody could choose are left out.
 * @see https://docs.opensea.io/docs/metadata-standards#attributes
 */
export function readTokenTraits(item: unknown): TokenTrait[] {
  if (!isObject(item)) return []
  const { attributes = item.traits ?? (isObject(item.metadata) ? item.metadata.attributes : undefined) } =
    item
  if (Array.isArray(attributes))
    return attributes.filter(isObject).flatMap((one) => {
      const name = one.trait_type ?? one.traitType ?? one.trait ?? one.name ?? one.key
      return toTrait(name, one.value)
    })
  return isObject(attributes)
    ? Object.entries(attributes).flatMap(([name, value]) => toTrait(name, value))
    : []
}

/** Read the name of one token's metadata; null if it has none that may be shown. */
export function readTokenName(item: unknown): string | null {
  if (!isObject(item)) return null
  return toText(item.name ?? (isObject(item.metadata) ? item.metadata.name : undefined))
}

function toTrait(name: unknown, given: unknown): TokenTrait[] {
  const [trait, value] = [toText(name), toText(given)]
  return trait === null || value === null ? [] : [{ trait, value }]
}

function toText(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null
  const text = String(value).trim()
  return text !== '' && text.length <= MAX_TRAIT_TEXT && !hasUnsafeCharacter(text) ? text : null
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function readTable(text: string): readonly MetadataToken[] | MetadataIssue {
  const [head, ...rows] = parseRows(text)
  if (!head || rows.length === 0) return 'metadata-unreadable'
  if (rows.length > MAX_TRAIT_TOKENS) return 'metadata-too-many'
  const names = head.map((name) => name.trim())
  const place = names.findIndex((name) =>
    ID_FIELDS.some((field) => field.toLowerCase() === name.toLowerCase()),
  )
  if (place === -1) return 'metadata-no-ids'
  const namePlace = names.findIndex((name) => name.toLowerCase() === 'name')
  const tokens: MetadataToken[] = []
  for (const row of rows) {
    const id = (row[place] ?? '').trim()
    if (!ID.test(id)) return 'metadata-no-ids'
    const traits = names.flatMap((name, i) => (i === place ? [] : toTrait(name, row[i])))
    tokens.push({ id: BigInt(id), name: toText(row[namePlace]), traits })
  }
  return tokens
}

/** Split a table into cells, by RFC 4180 with a comma, semicolon or tab. @see https://www.rfc-editor.org/rfc/rfc4180 */
function parseRows(text: string): string[][] {
  const line = text.slice(0, Math.max(0, text.indexOf('\n')) || undefined)
  const separator = [';', '\t'].find((one) => line.includes(one)) ?? ','
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  const endRow = () => {
    row.push(cell)
    if (row.some((one) => one.trim() !== '')) rows.push(row)
    ;[row, cell] = [[], '']
  }
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? ''
    if (isQuoted && letter === '"' && text[at + 1] === '"') cell += text[at++]
    else if (letter === '"' && (isQuoted || cell === '')) isQuoted = !isQuoted
    else if (isQuoted) cell += letter
    else if (letter === separator) {
      row.push(cell)
      cell = ''
    } else if (letter === '\n') endRow()
    else if (letter !== '\r') cell += letter
  }
  endRow()
  return rows
}
