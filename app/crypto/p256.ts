/** The order of P-256's group. @see https://csrc.nist.gov/pubs/fips/186-5/final */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const HALF = toBytes(ORDER >> 1n)

/** Whether a signature (r and s, 32 bytes each) has the smaller of its two possible values of s. */
export function isLowS(signature: Buffer): boolean {
  return signature.compare(HALF, 0, 32, 32, 64) <= 0
}

/** Convert a signature (r and s, 32 bytes each) to the smaller s. */
export function toLowS(signature: Buffer): Buffer {
  if (isLowS(signature)) return signature
  const s = ORDER - BigInt(`0x${signature.toString('hex', 32)}`)
  return Buffer.concat([signature.subarray(0, 32), toBytes(s)])
}

/** Big-endian, 32 bytes. */
function toBytes(number: bigint): Buffer {
  return Buffer.from(number.toString(16).padStart(64, '0'), 'hex')
}
