import { MAX_ID_SPAN } from './limits.ts'

/** Token ids as a bitmap. */
export type IdSet = {
  /** The id of the first bit. */
  readonly first: bigint
  /** The bit of `first + i` is bit `i % 8` of byte `i / 8`. */
  readonly bits: Uint8Array
  readonly count: number
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]))
const UINT256 = 1n << 256n

/** Make a set; null if the ids are too far apart, or none are given. */
export function createIdSet(ids: readonly bigint[]): IdSet | null {
  let [first, last] = [ids[0], ids[0]]
  if (first === undefined || last === undefined) return null
  for (const id of ids) {
    if (id < first) first = id
    if (id > last) last = id
  }
  if (last - first >= BigInt(MAX_ID_SPAN)) return null
  const bits = new Uint8Array(Number((last - first) >> 3n) + 1)
  for (const id of ids) setBit(bits, Number(id - first))
  return { first, bits, count: countBits(bits) }
}

/** Whether a set has an id. */
export function hasId({ first, bits }: IdSet, id: bigint): boolean {
  const place = id - first
  if (place < 0n || place >= BigInt(bits.length) * 8n) return false
  return hasBit(bits, Number(place))
}

/** List the ids of a set, ascending. */
export function listSetIds({ first, bits }: IdSet): bigint[] {
  return listPlaces(bits).map((place) => first + BigInt(place))
}

/** Join sets: ids of any. Null if they are too far apart, or there are none. */
export function mergeIdSets(sets: readonly IdSet[]): IdSet | null {
  return createIdSet(sets.flatMap(listSetIds))
}

/** Keep the ids that all sets have; null if none do. */
export function mergeCommonIds(sets: readonly IdSet[]): IdSet | null {
  const [smallest, ...others] = [...sets].sort((a, b) => a.count - b.count)
  if (!smallest) return null
  return createIdSet(listSetIds(smallest).filter((id) => others.every((set) => hasId(set, id))))
}

/**
 * Format a set as a text of base64url digits: the shorter of its bitmap (`b`) and of the gaps between its ids (`g`),
 * each gap in digits of five bits with one that says whether more follow. The first id comes before them.
 */
export function formatIdSet(set: IdSet): string {
  const gaps = formatGaps(set)
  // The bitmap of a few scattered ids has a million digits.
  const isBitmapShorter = Math.ceil((set.bits.length * 8) / 6) < gaps.length
  return `${set.first}${isBitmapShorter ? `b${formatBits(set)}` : `g${gaps}`}`
}

const SET = /^(0|[1-9][0-9]{0,77})([bg])([A-Za-z0-9_-]*)$/

/** Parse what `formatIdSet` wrote; null for any other text. */
export function parseIdSet(text: string): IdSet | null {
  const [, start, kind, digits = ''] = SET.exec(text) ?? []
  if (start === undefined) return null
  const first = BigInt(start)
  const bits = kind === 'b' ? parseBits(digits) : parseGaps(digits)
  if (!bits || bits.length * 8 > MAX_ID_SPAN + 8) return null
  const set = { first, bits, count: countBits(bits) }
  // Exactly what is written: the first id belongs to the set, and no byte is empty at its end.
  const isExact = hasBit(bits, 0) && bits.at(-1) !== 0
  return isExact && first + BigInt(bits.length * 8) <= UINT256 ? set : null
}

/**
 * Count the ids of a text that `parseIdSet` accepts; null for any other. Gaps become no bitmap, which takes a megabyte
 * for two ids that are far apart: an import has thousands of sets.
 */
export function countSetIds(text: string): number | null {
  const [, start, kind, digits = ''] = SET.exec(text) ?? []
  if (start === undefined || kind === 'b') return parseIdSet(text)?.count ?? null
  const places = listGapPlaces(digits)
  const bytes = ((places?.at(-1) ?? 0) >> 3) + 1
  return places && BigInt(start) + BigInt(bytes * 8) <= UINT256 ? places.length : null
}

function formatBits({ bits }: IdSet): string {
  let text = ''
  for (let at = 0; at < bits.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bits.subarray(at, at + 3)
    const word = (a << 16) | (b << 8) | c
    const digits = [word >> 18, word >> 12, word >> 6, word].map((value) => DIGITS[value & 63] ?? '')
    text += digits.slice(0, bits.length - at + 1).join('')
  }
  return text
}

function parseBits(text: string): Uint8Array | null {
  if (text.length % 4 === 1) return null
  const bits = new Uint8Array(Math.floor((text.length * 6) / 8))
  let [word, known, at] = [0, 0, 0]
  for (const digit of text) {
    word = ((word << 6) | (VALUES.get(digit) ?? 0)) & 0xffff
    known += 6
    if (known >= 8) {
      known -= 8
      bits[at++] = (word >> known) & 255
    }
  }
  return (word & ((1 << known) - 1)) === 0 ? bits : null
}

function formatGaps({ bits }: IdSet): string {
  let [text, before] = ['', 0]
  for (const place of listPlaces(bits).slice(1)) {
    for (let gap = place - before; ; gap >>= 5) {
      text += DIGITS[(gap & 31) | (gap > 31 ? 32 : 0)]
      if (gap <= 31) break
    }
    before = place
  }
  return text
}

function parseGaps(text: string): Uint8Array | null {
  const places = listGapPlaces(text)
  if (!places) return null
  const bits = new Uint8Array(((places.at(-1) ?? 0) >> 3) + 1)
  for (const one of places) setBit(bits, one)
  return bits
}

/** List the places that gaps lead to, from 0; null if the text is wrong. */
function listGapPlaces(text: string): number[] | null {
  const places = [0]
  let [gap, scale, place] = [0, 1, 0]
  for (const digit of text) {
    const value = VALUES.get(digit) ?? 0
    gap += (value & 31) * scale
    scale *= 32
    if (gap > MAX_ID_SPAN || scale > 32 ** 6) return null
    if ((value & 32) !== 0) continue
    place += gap
    if (gap === 0 || place > MAX_ID_SPAN) return null
    places.push(place)
    ;[gap, scale] = [0, 1]
  }
  return scale === 1 ? places : null
}

/** List the bits that are set. It skips empty bytes: a set of scattered ids has a million of them. */
function listPlaces(bits: Uint8Array): number[] {
  const places: number[] = []
  for (let at = 0; at < bits.length; at++) {
    const byte = bits[at] ?? 0
    if (byte === 0) continue
    for (let bit = 0; bit < 8; bit++) if ((byte & (1 << bit)) !== 0) places.push(at * 8 + bit)
  }
  return places
}

function setBit(bits: Uint8Array, place: number): void {
  bits[place >> 3] = (bits[place >> 3] ?? 0) | (1 << (place & 7))
}

function hasBit(bits: Uint8Array, place: number): boolean {
  return ((bits[place >> 3] ?? 0) & (1 << (place & 7))) !== 0
}

function countBits(bits: Uint8Array): number {
  let count = 0
  for (let byte of bits) for (; byte !== 0; byte &= byte - 1) count++
  return count
}
