const PLACES = 36

/** Add plain decimals exactly, e.g. "1.5" and "2". The sum is in units of 10^-36. */
export function addDecimals(texts: readonly string[]): bigint {
  return texts.reduce((sum, text) => sum + parseDecimal(text), 0n)
}

/** Convert a plain decimal into units of 10^-36. Further places are cut off. */
export function parseDecimal(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.')
  return BigInt(whole + fraction.slice(0, PLACES).padEnd(PLACES, '0'))
}
