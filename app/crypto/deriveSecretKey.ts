import { hkdfSync } from 'node:crypto'

/** Version prefix of sealed text; it is authenticated too. */
export const sealVersion = 's1'

/** Derive the AES-256 key of one purpose from PALISADE_SECRET: HKDF-SHA-256, 32 bytes. */
export function deriveSecretKey(parameters: {
  readonly secret: string
  readonly purpose: string
}): Uint8Array {
  const { secret, purpose } = parameters
  return new Uint8Array(hkdfSync('sha256', secret, 'palisade.seal.1', `seal.${purpose}`, 32))
}
