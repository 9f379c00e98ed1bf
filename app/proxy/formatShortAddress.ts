/** Mask an address or a long id for shoppers: enough to tell two of their own apart, too little to look it up. */
export function formatShortAddress(address: string): string {
  return `${address.slice(0, 4)}…${address.slice(-2)}`
}
