import { parseAnyAddress } from '../chain/parseAnyAddress.ts'
import type { EvmAddress } from '../chain/types.ts'
import { attempt } from '../gate/attempt.ts'
import { type ParsedListAddress, parseListAddress } from './parseListAddress.ts'

export type ParseListLineParameters = {
  readonly line: string
  /** Whether nothing but blank lines came before: a line of words is then a heading. */
  readonly isFirst: boolean
  /** Whether the line is of a table, which a heading began: further columns are then passed over whatever they say. */
  readonly isTable: boolean
  readonly toChecksumAddress: (address: EvmAddress) => string
}

export type ParsedListLine = ParsedListAddress | { readonly kind: 'blank' } | { readonly kind: 'heading' }

/**
 * Read one line of a CSV file or of pasted text: its first column is an address.
 *
 * Columns end with a comma, semicolon or tab, and may be quoted. A line without a heading above it that names a second
 * address is not read: nobody could say whether that one was meant too.
 */
export function parseListLine({
  line,
  isFirst,
  isTable,
  toChecksumAddress,
}: ParseListLineParameters): ParsedListLine {
  const text = line.replace(INVISIBLE, '').trim()
  if (/^[,;\s]*$/.test(text)) return { kind: 'blank' }
  const split = splitFirst(text)
  if (split === null) return { kind: 'bad', reason: 'quotes' }
  const { cell, rest } = split
  const parsed = parseListAddress({ text: cell, toChecksumAddress })
  if (parsed.kind === 'bad') {
    if (isFirst && parsed.reason === 'not-an-address' && isHeading(cell)) return { kind: 'heading' }
    return countAddresses(cell) > 1 ? { kind: 'bad', reason: 'several-addresses' } : parsed
  }
  if (!isTable && rest !== '' && countAddresses(rest) > 0) return { kind: 'bad', reason: 'several-addresses' }
  return parsed
}

/** Byte-order marks, and what is pasted from pages without being seen. */
const INVISIBLE = /[\u200b-\u200f\u2060\ufeff]/g
/** What a heading is made of; it is shorter than any address. */
const HEADING = /^\p{L}[\p{L}\p{M}\p{N} _.()#/-]{0,29}$/u
/** What columns of addresses are called, also where words are run together. */
const COLUMN =
  /^(?:wallets?|address(?:es)?|adressen?|adres|direcci[oó]n|indirizzo|endere[cç]o|holders?|owners?|accounts?|users?|customers?|minters?|ethereum|eth|evm|solana|sol|public|key|id|token|nft)+$/i
/** As people write words: small letters, a capital first, or capitals alone. */
const WORD = /^(?:[\p{L}\p{M}][\p{Ll}\p{Lo}\p{M}]{0,11}|[\p{Lu}\p{M}]{1,12})$/u

/** Whether these are words. A piece of an address is none: it would go by unseen, and what follows be read as a table. */
function isHeading(cell: string): boolean {
  if (!HEADING.test(cell)) return false
  const parts = cell.split(/[^\p{L}\p{M}]+|(?<=\p{Ll})(?=\p{Lu})/u)
  if (parts.some((part) => COLUMN.test(part))) return true
  const words = cell.split(/[ _.()#/-]+/).filter((word) => word !== '')
  return words.every((word) => WORD.test(word))
}

/** The first column without its quotes, and what follows it; null where a quote does not end. */
function splitFirst(text: string): { cell: string; rest: string } | null {
  const quote = text[0]
  if (quote !== '"' && quote !== "'") {
    const end = text.search(/[,;\t]/)
    if (end < 0) return { cell: text, rest: '' }
    return { cell: text.slice(0, end).trim(), rest: text.slice(end + 1) }
  }
  const end = text.indexOf(quote, 1)
  const after = text.slice(end + 1).trim()
  if (end < 0 || (after !== '' && !/^[,;\t]/.test(after))) return null
  return { cell: text.slice(1, end).trim(), rest: after.slice(1) }
}

function countAddresses(text: string): number {
  const words = text.split(/[^0-9A-Za-z]+/)
  // No address is shorter, and most words of a table are.
  return words.filter((word) => word.length >= 32 && attempt(() => parseAnyAddress(word)) !== null).length
}
