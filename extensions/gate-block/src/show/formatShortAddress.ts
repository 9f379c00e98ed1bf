/**
 * Mask a wallet address for shoppers: enough to tell two of their own apart, too little to look it up. Does not wrap.
 */
export function formatShortAddress(address: string): string {
  return `${address.slice(0, 4)}…\u2060${address.slice(-2)}`
}
