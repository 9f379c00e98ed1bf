/** Decode an ABI string; empty if it is none, or not whole. */
export function decodeText(bytes: Buffer): string {
  if (bytes.length < 64 || BigInt(`0x${bytes.toString('hex', 0, 32)}`) !== 32n) return ''
  const length = BigInt(`0x${bytes.toString('hex', 32, 64)}`)
  return length > BigInt(bytes.length - 64) ? '' : bytes.toString('utf8', 64, 64 + Number(length))
}
