import type { EvmAddress } from '../../../core/chain/types.ts'
import type { InnerResult } from '../multicall/decodeAnswers.ts'

/** What a contract says must be asked elsewhere; hex without `0x`. @see https://eips.ethereum.org/EIPS/eip-3668 */
export type Lookup = {
  readonly sender: EvmAddress
  readonly urls: readonly string[]
  readonly callData: string
  readonly callback: string
  readonly extraData: string
}

const offchainLookup = '556f1830'
const mostUrls = 8
const mostNameBytes = 255
const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Decode an address that is not zero; null for anything else. */
export function decodeAddress(result: InnerResult | undefined): EvmAddress | null {
  if (result?.kind !== 'answer' || !/^0{24}[0-9a-f]{40}$/.test(result.data)) return null
  return /[1-9a-f]/.test(result.data) ? (`0x${result.data.slice(24)}` as EvmAddress) : null
}

/** Decode the one string of an answer, 1 to 255 bytes of UTF-8; null for anything else. */
export function decodeName(result: InnerResult | undefined): string | null {
  const bytes = result?.kind === 'answer' ? decodeBytes(result.data) : null
  if (!bytes || bytes.length > 2 * mostNameBytes) return null
  return decodeUtf8(bytes)
}

/** Decode the one `bytes` of an answer, hex; null where it does not hold them. */
export function decodeBytes(data: string): string | null {
  return readBytes({ data, offset: readSize(data, 0) })
}

/** Decode the revert data `OffchainLookup(address,string[],bytes,bytes4,bytes)`; null for any other. */
export function decodeLookup(revert: string): Lookup | null {
  if (!revert.startsWith(offchainLookup)) return null
  const data = revert.slice(8)
  const sender = decodeAddress({ kind: 'answer', data: data.slice(0, 64) })
  const list = readSize(data, 1)
  const callData = readBytes({ data, offset: readSize(data, 2) })
  const callback = /^[0-9a-f]{8}0{56}$/.exec(data.slice(192, 256))?.[0].slice(0, 8)
  const extraData = readBytes({ data, offset: readSize(data, 4) })
  const count = list === null ? null : readSize(data.slice(2 * list), 0)
  if (!sender || !callback || callData === null || extraData === null) return null
  if (list === null || count === null || count > mostUrls) return null
  const items = data.slice(2 * list + 64)
  const urls = Array.from({ length: count }, (_, i) => readBytes({ data: items, offset: readSize(items, i) }))
  const texts = urls.map((url) => (url === null ? null : decodeUtf8(url)))
  return { sender, urls: texts.flatMap((url) => url ?? []), callData, callback, extraData }
}

/** Encode `(bytes,bytes)` from hex. */
export function encodeTwoBytes(first: string, second: string): string {
  const one = encodeBytes(first)
  return word(64) + word(64 + one.length / 2) + one + encodeBytes(second)
}

function encodeBytes(hex: string): string {
  return word(hex.length / 2) + hex.padEnd(Math.ceil(hex.length / 64) * 64, '0')
}

function word(value: number): string {
  return value.toString(16).padStart(64, '0')
}

function readBytes({ data, offset }: { data: string; offset: number | null }): string | null {
  if (offset === null) return null
  const length = readSize(data.slice(2 * offset), 0)
  const from = 2 * offset + 64
  return length === null || from + 2 * length > data.length ? null : data.slice(from, from + 2 * length)
}

/** A small number in the word at a place; null for what is none. */
function readSize(data: string, place: number): number | null {
  const found = data.slice(64 * place, 64 * place + 64)
  return /^0{56}[0-9a-f]{8}$/.test(found) ? Number.parseInt(found, 16) : null
}

function decodeUtf8(hex: string): string | null {
  try {
    return text.decode(Buffer.from(hex, 'hex'))
  } catch {
    return null
  }
}
