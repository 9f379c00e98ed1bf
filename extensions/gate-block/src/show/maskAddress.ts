/** A wallet address as shoppers see it: enough to tell two of their own apart, too little to follow, on one line. */
export function maskAddress(address: string): string {
  return `${address.slice(0, 4)}…\u2060${address.slice(-2)}`
}
