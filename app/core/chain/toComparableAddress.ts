/**
 * Fold an address so that equal addresses compare equal. Text that starts with 0x becomes lower-case, also with a token
 * id after it: case means nothing in an EVM address. Other text stays as it is: case matters in a Solana address.
 */
export function toComparableAddress(text: string): string {
  return /^0x/i.test(text) ? text.toLowerCase() : text
}
