/** Shorten an id for comparison: its beginning and its end. */
export function formatShortId(id: string): string {
  const [address = '', tokenId] = id.split(':')
  const short = address.length > 14 ? `${address.slice(0, 6)}…${address.slice(-4)}` : address
  return tokenId === undefined
    ? short
    : `${short} #${tokenId.length > 10 ? `${tokenId.slice(0, 10)}…` : tokenId}`
}
