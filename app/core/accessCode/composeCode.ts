/** Crockford's base 32: no I, L or O, which look like digits, and no U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 12

/**
 * Compose a code of 60 random bits, `PAL-XXXX-XXXX-XXXX`. The first code of a pair ends in `-1`.
 *
 * `hex` is 16 random hex digits.
 */
export function composeCode({ hex, isPair }: { hex: string; isPair: boolean }): string {
  const bits = BigInt(`0x${hex}`)
  const letters = Array.from({ length: LENGTH }, (_, i) => ALPHABET[Number((bits >> BigInt(5 * i)) & 31n)])
  const groups = letters.join('').match(/.{4}/g) ?? []
  return ['PAL', ...groups, ...(isPair ? ['1'] : [])].join('-')
}
