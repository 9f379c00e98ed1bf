import { parseAnyAddress } from '../chain/parseAnyAddress.ts'
import { InputError } from '../errors/base.ts'
import { parseOrNull } from '../gate/parseOrNull.ts'
import { isName } from '../list/parseListAddress.ts'

/** How an address begins and ends; at least one of the two. */
export type AddressEnds = { readonly start: string; readonly end: string }

/**
 * What a merchant searches a wallet by: an address, some characters of it, or a name that may stand for an address. A
 * part matches if one of `ends` does, or if the address has one of `within` anywhere.
 */
export type WalletSearch =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'part'; readonly ends: readonly AddressEnds[]; readonly within: readonly string[] }
  | { readonly kind: 'name'; readonly name: string }

const LEAST = 4
const LONGEST = 100

/** Parse the text of a search for a wallet; null if it is empty. @throws {InputError} ERR_QUERY_INVALID */
export function parseWalletSearch(text: string): WalletSearch | null {
  const trimmed = text.trim()
  if (trimmed === '') return null
  if (trimmed.length > LONGEST) throw wrongSearch('This is longer than any wallet address.')
  const address = parseOrNull(() => parseAnyAddress(trimmed))
  if (address !== null) return { kind: 'address', address }
  if (isName(trimmed) && !/…|\.\.|\*/.test(trimmed)) return { kind: 'name', name: trimmed }
  const [start = '', end, more] = trimmed.split(/…|\.{2,3}|\*/)
  if (more !== undefined || !/^[0-9a-z]*$/i.test(start + (end ?? ''))) {
    throw wrongSearch('A wallet address has only letters and digits.')
  }
  if (countOwn(start) + (end?.length ?? 0) < LEAST) {
    throw wrongSearch(`Enter at least ${LEAST} characters of the address.`)
  }
  const isAnywhere = end === undefined && !/^0x/i.test(start)
  return {
    kind: 'part',
    ends: listEnds(start, end),
    within: isAnywhere ? [...new Set([start, ...(isHex(start) ? [start.toLowerCase()] : [])])] : [],
  }
}

/** A part may be of an EVM address, where case means nothing, or of a Solana address, where it matters. */
function listEnds(start: string, end: string | undefined): AddressEnds[] {
  const low = { start: start.toLowerCase(), end: (end ?? '').toLowerCase() }
  if (/^0x/i.test(start)) return [low]
  const isFolded = isHex(start + (end ?? ''))
  const folded = isFolded ? [{ start: `0x${low.start}`, end: low.end }] : []
  if (end !== undefined) return [{ start, end }, ...folded]
  const atEnd = isFolded ? [{ start: '0x', end: low.start }] : []
  return [{ start, end: '' }, { start: '', end: start }, ...folded, ...atEnd]
}

function isHex(text: string): boolean {
  return /^[0-9a-f]*$/i.test(text)
}

/** Every EVM address begins with 0x, so these characters say nothing. */
function countOwn(start: string): number {
  return /^0x/i.test(start) ? start.length - 2 : start.length
}

function wrongSearch(sentence: string): InputError {
  return new InputError('ERR_QUERY_INVALID', sentence, {
    hint: 'Search for an address, or some characters of it.',
  })
}
