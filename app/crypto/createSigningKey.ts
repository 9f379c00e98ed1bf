import { generateKeyPairSync } from 'node:crypto'
import type { PublicSigningKey } from '../core/accessToken/types.ts'
import { formatPublicKey } from './formatPublicKey.ts'

export type CreateSigningKeyResult = {
  /** PKCS #8. */
  readonly privateKey: Uint8Array
  readonly publicKey: PublicSigningKey
}

/** Make a key that signs tokens with ES256. */
export function createSigningKey(): CreateSigningKeyResult {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }),
    publicKey: formatPublicKey({ publicKey }),
  }
}
