import { createCipheriv, randomBytes } from 'node:crypto'
import { deriveSecretKey, sealVersion } from './deriveSecretKey.ts'

export type EncryptSecretParameters = {
  readonly plain: Uint8Array
  /** What the secret is and whose, e.g. `proof-root.70012345678`. Sealed text that is moved elsewhere does not open. */
  readonly purpose: string
  /** PALISADE_SECRET. */
  readonly secret: string
}

/** Encrypt a secret for the database with AES-256-GCM: `s1.<iv>.<tag>.<body>`, base64url. */
export function encryptSecret({ plain, purpose, secret }: EncryptSecretParameters): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', deriveSecretKey({ secret, purpose }), iv, {
    authTagLength: 16,
  })
  cipher.setAAD(Buffer.from(`${sealVersion}.${purpose}`, 'utf8'))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return [
    sealVersion,
    iv.toString('base64url'),
    cipher.getAuthTag().toString('base64url'),
    body.toString('base64url'),
  ].join('.')
}
