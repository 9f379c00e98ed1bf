import { PalisadeError } from '../core/errors/base.ts'
import type { DecryptSecret } from './secrets.ts'

/** Whether the PALISADE_SECRET of this process decrypts a stored text. */
export function canDecrypt({
  decryptSecret,
  ...stored
}: Parameters<DecryptSecret>[0] & { readonly decryptSecret: DecryptSecret }): boolean {
  try {
    decryptSecret(stored)
    return true
  } catch (error) {
    if (error instanceof PalisadeError && error.code === 'ERR_ENVIRONMENT') return false
    throw error
  }
}
