import { hkdfSync } from 'node:crypto'

/** The mark of the text form; it is part of what is authenticated. */
export const sealVersion = 's1'

/** Derive the AES-256 key that one purpose is sealed with from PALISADE_SECRET. */
export function sealKey(parameters: { readonly secret: string; readonly purpose: string }): Uint8Array {
  const { secret, purpose } = parameters
  return new Uint8Array(hkdfSync('sha256', secret, 'palisade.seal.1', `seal.${purpose}`, 32))
}
