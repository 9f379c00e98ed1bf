/** The order of P-256's group. @see https://csrc.nist.gov/pubs/fips/186-5/final */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const HALF = ORDER >> 1n

/** Whether a signature (r and s, 32 bytes each) has the smaller of its two possible values of s. */
export function isLowS(signature: Buffer): boolean {
  return BigInt(`0x${signature.toString('hex', 32)}`) <= HALF
}

/** Convert a signature (r and s, 32 bytes each) to the smaller s. */
export function toLowS(signature: Buffer): Buffer {
  if (isLowS(signature)) return signature
  const s = ORDER - BigInt(`0x${signature.toString('hex', 32)}`)
  return Buffer.concat([signature.subarray(0, 32), Buffer.from(s.toString(16).padStart(64, '0'), 'hex')])
}
