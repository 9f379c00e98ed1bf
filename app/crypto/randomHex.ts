import { randomBytes } from 'node:crypto'

/** Generate random bytes with the platform's generator, as lower-case hex. */
export function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex')
}
