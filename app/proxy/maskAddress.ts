/** An address, or a long id, as shoppers see it: enough to tell two of their own apart, too little to follow. */
export function maskAddress(address: string): string {
  return `${address.slice(0, 4)}…${address.slice(-2)}`
}
