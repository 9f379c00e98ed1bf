import { randomBytes } from 'node:crypto'

/** Draw that many random bytes from the platform's generator, as lower-case hex. */
export function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex')
}
