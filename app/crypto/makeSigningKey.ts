import { generateKeyPairSync } from 'node:crypto'
import type { PublicSigningKey } from '../core/accessToken/types.ts'
import { exportPublicKey } from './exportPublicKey.ts'

export type MakeSigningKeyResult = {
  /** PKCS #8. */
  readonly privateKey: Uint8Array
  readonly publicKey: PublicSigningKey
}

/** Make a key that signs tokens with ES256. */
export function makeSigningKey(): MakeSigningKeyResult {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }),
    publicKey: exportPublicKey({ publicKey }),
  }
}
