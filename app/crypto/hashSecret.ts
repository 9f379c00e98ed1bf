import { hash } from 'node:crypto'

/** Hash a random secret of at least 128 bits for storage: SHA-256 in lower-case hex. Not for passwords. */
export function hashSecret(secret: string): string {
  return hash('sha256', secret, 'hex')
}
