import { randomFillSync } from 'node:crypto'

/** A call of the system's generator costs about the same for 16 bytes as for 4096. */
const pool = Buffer.alloc(4096)
let taken = pool.length

/**
 * Generate random bytes with the platform's generator, as lower-case hex. The pool's bytes are used once, then erased.
 *
 * @param bytes At most 4096.
 */
export function createRandomHex(bytes: number): string {
  if (!Number.isInteger(bytes) || bytes < 1 || bytes > pool.length)
    throw new Error(`createRandomHex makes 1 to ${pool.length} bytes, not ${bytes}.`)
  if (taken + bytes > pool.length) {
    randomFillSync(pool)
    taken = 0
  }
  const part = pool.subarray(taken, taken + bytes)
  taken += bytes
  const hex = part.toString('hex')
  part.fill(0)
  return hex
}
