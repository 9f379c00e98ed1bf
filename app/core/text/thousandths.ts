/** Parse an amount of money into 1/1000 of its unit, without finer digits. Null if the text is not a decimal. */
export function toThousandths(amount: string): bigint | null {
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(amount)
  if (!match) return null
  const [, sign = '', whole = '0', rest = ''] = match
  const value = BigInt(whole) * 1000n + BigInt(rest.padEnd(3, '0').slice(0, 3))
  return sign === '-' ? -value : value
}

/** Format an amount in 1/1000 of its unit as a decimal. */
export function formatThousandths(thousandths: bigint): string {
  const rest = String(thousandths % 1000n)
    .padStart(3, '0')
    .replace(/0+$/, '')
  return rest === '' ? String(thousandths / 1000n) : `${thousandths / 1000n}.${rest}`
}
