import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hash,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { SetupError } from '../core/errors/base.ts'

type EncryptSecretParameters = {
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

type DecryptSecretParameters = {
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

/** Version prefix of sealed text; it is authenticated too. */
const sealVersion = 's1'

/** Derive the AES-256 key of one purpose from PALISADE_SECRET: HKDF-SHA-256, 32 bytes. */
function deriveSecretKey(parameters: { readonly secret: string; readonly purpose: string }): Uint8Array {
  const { secret, purpose } = parameters
  return new Uint8Array(hkdfSync('sha256', secret, 'palisade.seal.1', `seal.${purpose}`, 32))
}

/** Hash a random secret of at least 128 bits for storage: SHA-256 in lower-case hex. Not for passwords. */
export function hashSecret(secret: string): string {
  return hash('sha256', secret, 'hex')
}

type IsEqualInConstantTimeParameters = { readonly expected: string; readonly given: string }

/** Compare two texts in a time that reveals only their lengths. */
export function isEqualInConstantTime({ expected, given }: IsEqualInConstantTimeParameters): boolean {
  const a = Buffer.from(expected, 'utf8')
  const b = Buffer.from(given, 'utf8')
  return a.length === b.length && timingSafeEqual(a, b)
}

/** HMAC-SHA-256 of bytes or UTF-8 text under a secret, in the given encoding. */
export function hmacSha256({
  secret,
  message,
  encoding,
}: {
  secret: string
  message: string | Uint8Array
  encoding: 'hex' | 'base64'
}): string {
  return createHmac('sha256', secret).update(message).digest(encoding)
}
