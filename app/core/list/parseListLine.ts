import { parseAnyAddress } from '../chain/parseAnyAddress.ts'
import type { EvmAddress } from '../chain/types.ts'
import { parseOrNull } from '../gate/parseOrNull.ts'
import { type ParsedListAddress, parseListAddress } from './parseListAddress.ts'

export type ParseListLineParameters = {
  readonly line: string
  /** Whether only blank lines came before. A line of words is then a heading. */
  readonly isFirst: boolean
  /** Whether the line is in a table, which begins with a heading. Its further columns are then ignored. */
  readonly isTable: boolean
  readonly toChecksumAddress: (address: EvmAddress) => string
}

export type ParsedListLine = ParsedListAddress | { readonly kind: 'blank' } | { readonly kind: 'heading' }

/**
 * Parse one line of a CSV file or of pasted text. Its first column is an address.
 *
 * Columns end with a comma, semicolon or tab, and may be quoted. Without a heading, a line with a second address is
 * refused, because that one may be meant too.
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

/** Byte-order marks, and invisible characters pasted from pages. */
const INVISIBLE = /[\u200b-\u200f\u2060\ufeff]/g
/** Characters of a heading, at most 30: shorter than any address. */
const HEADING = /^\p{L}[\p{L}\p{M}\p{N} _.()#/-]{0,29}$/u
/** Names of columns of addresses, also if words are run together. */
const COLUMN =
  /^(?:wallets?|address(?:es)?|adressen?|adres|direcci[oó]n|indirizzo|endere[cç]o|holders?|owners?|accounts?|users?|customers?|minters?|ethereum|eth|evm|solana|sol|public|key|id|token|nft)+$/i
/** A word as people write it: in small letters, with a capital first, or all in capitals. */
const WORD = /^(?:[\p{L}\p{M}][\p{Ll}\p{Lo}\p{M}]{0,11}|[\p{Lu}\p{M}]{1,12})$/u

/**
 * Whether a cell consists of words. A piece of an address must not count as words: it would be skipped silently, and
 * the following lines would be read as a table.
 */
function isHeading(cell: string): boolean {
  if (!HEADING.test(cell)) return false
  const parts = cell.split(/[^\p{L}\p{M}]+|(?<=\p{Ll})(?=\p{Lu})/u)
  if (parts.some((part) => COLUMN.test(part))) return true
  const words = cell.split(/[ _.()#/-]+/).filter((word) => word !== '')
  return words.every((word) => WORD.test(word))
}

/** Split off the first column, without quotes; null if a quote does not close, or text follows it in the column. */
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
  // No address is shorter than 32 characters, and most words of a table are.
  return words.filter((word) => word.length >= 32 && parseOrNull(() => parseAnyAddress(word)) !== null).length
}
