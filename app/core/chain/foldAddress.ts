/**
 * Give the one name of an address that stands in somebody's spelling, also where a token id follows it: the letters of an
 * EVM address mean the same in any case, those of Solana's do not. What is no address stays as it is.
 */
export function foldAddress(text: string): string {
  return /^0x/i.test(text) ? text.toLowerCase() : text
}
