import { formatLabel } from '../formatLabel.ts'

const text = new TextDecoder('utf-8', { ignoreBOM: true })

/**
 * Decode the answer of `name()` or `symbol()`, hex without `0x`: an ABI string, perhaps cut off at the end, or 32 bytes
 * as in early tokens. Empty if it is neither.
 */
export function decodeText(answer: string): string {
  const bytes = Buffer.from(answer, 'hex')
  if (bytes.length === 32) return formatLabel(text.decode(bytes.subarray(0, endOf(bytes))))
  if (bytes.length < 64 || !bytes.subarray(0, 31).every((byte) => byte === 0) || bytes[31] !== 32) return ''
  const length = BigInt(`0x${answer.slice(64, 128)}`)
  const rest = bytes.subarray(64)
  return formatLabel(text.decode(length < BigInt(rest.length) ? rest.subarray(0, Number(length)) : rest))
}

function endOf(bytes: Buffer): number {
  const end = bytes.indexOf(0)
  return end === -1 ? bytes.length : end
}
