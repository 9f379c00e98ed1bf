import { createDecipheriv } from 'node:crypto'
import { SetupError } from '../core/errors/base.ts'
import { deriveSecretKey, sealVersion } from './deriveSecretKey.ts'

export type DecryptSecretParameters = {
  readonly sealed: string
  readonly purpose: string
  /** PALISADE_SECRET. */
  readonly secret: string
}

/**
 * Decrypt a result of `encryptSecret` for the same purpose.
 * @throws {SetupError} ERR_ENVIRONMENT when it was sealed with another secret, for another purpose, or changed.
 */
export function decryptSecret({ sealed, purpose, secret }: DecryptSecretParameters): Uint8Array {
  const [version, iv, tag, body, ...rest] = sealed.split('.').map((part) => Buffer.from(part, 'base64url'))
  try {
    if (!iv || !tag || !body || rest.length > 0) throw new Error('shape')
    if (!sealed.startsWith(`${sealVersion}.`) || !version) throw new Error('version')
    if (iv.length !== 12 || tag.length !== 16) throw new Error('length')
    const decipher = createDecipheriv('aes-256-gcm', deriveSecretKey({ secret, purpose }), iv, {
      authTagLength: 16,
    })
    decipher.setAAD(Buffer.from(`${sealVersion}.${purpose}`, 'utf8'))
    decipher.setAuthTag(tag)
    return new Uint8Array(Buffer.concat([decipher.update(body), decipher.final()]))
  } catch {
    throw new SetupError('ERR_ENVIRONMENT', 'This PALISADE_SECRET cannot decrypt a stored secret.', {
      hint: 'Start the server with the PALISADE_SECRET that this database was first used with.',
    })
  }
}
