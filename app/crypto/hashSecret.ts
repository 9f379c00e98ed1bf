import { hash } from 'node:crypto'

/** SHA-256 in lower-case hex: how a random secret of at least 128 bits is stored. Not for passwords. */
export function hashSecret(secret: string): string {
  return hash('sha256', secret, 'hex')
}
