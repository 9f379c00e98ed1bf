import { type KeyObject, sign, verify } from 'node:crypto'

/**
 * Format the protected header of an access token or a receipt, in base64url. The type tells them apart, because the same
 * keys sign both.
 * @see https://www.rfc-editor.org/rfc/rfc8725#section-3.11
 */
export function formatJwtHeader({ kid, typ = 'JWT' }: { kid: string; typ?: 'JWT' | 'receipt+jwt' }): string {
  return Buffer.from(JSON.stringify({ alg: 'ES256', typ, kid }), 'utf8').toString('base64url')
}

/**
 * Parse the key id of a header. Null unless it is ES256 and has no fields but `alg`, `typ` and `kid`. Other fields that
 * a header may have (`crit`, `b64`, `jwk`, `jku`, `x5c`) are not supported.
 * @see https://www.rfc-editor.org/rfc/rfc8725
 */
export function parseJwtHeader(text: string): string | null {
  const header = parseJsonObject(readBase64url(text))
  if (header?.alg !== 'ES256' || typeof header.kid !== 'string') return null
  if ('typ' in header && header.typ !== 'JWT') return null
  const isKnown = Object.keys(header).every((name) => name === 'alg' || name === 'typ' || name === 'kid')
  return isKnown ? header.kid : null
}

/** A compact JWT's parts, each still in base64url. */
type Jwt = {
  readonly header: string
  /** The signed text: header, dot, claims. */
  readonly signed: string
  readonly claims: string
  readonly signature: string
}

/** Longer than any of our tokens, and short enough to parse untrusted text. */
const MOST_CHARACTERS = 16_384

/** Split a text at its two dots; null unless it has three parts, none empty, and is no longer than 16 KiB. */
export function splitJwt(token: string): Jwt | null {
  if (typeof token !== 'string' || token.length > MOST_CHARACTERS) return null
  const [header, claims, signature, ...rest] = token.split('.', 4)
  if (!header || !claims || !signature || rest.length > 0) return null
  return { header, signed: token.slice(0, header.length + 1 + claims.length), claims, signature }
}

type SignJwtParameters = {
  /** The result of `formatJwtHeader` for this key. */
  readonly header: string
  readonly claims: Readonly<Record<string, unknown>>
  /** P-256, private. */
  readonly key: KeyObject
}

/**
 * Sign claims as a compact JWT with ES256, in the canonical form that `verifyJwt` accepts.
 * @see https://www.rfc-editor.org/rfc/rfc7518#section-3.4
 */
export function signJwt({ header, claims, key }: SignJwtParameters): string {
  const signed = `${header}.${Buffer.from(JSON.stringify(claims), 'utf8').toString('base64url')}`
  const signature = sign('sha256', Buffer.from(signed, 'latin1'), { key, dsaEncoding: 'ieee-p1363' })
  return `${signed}.${toLowS(signature).toString('base64url')}`
}

type VerifyJwtParameters = {
  readonly jwt: Jwt
  /** The P-256 key that its header names, public. */
  readonly key: KeyObject
}

/**
 * Parse the claims of a JWT that the key signed with ES256; null otherwise. It does not check the claims, and
 * never throws.
 *
 * Claims and signature must be canonical base64url, and the signature must have the smaller of its two values of s.
 */
export function verifyJwt({ jwt, key }: VerifyJwtParameters): Readonly<Record<string, unknown>> | null {
  const signature = readBase64url(jwt.signature)
  if (signature?.length !== 64 || !isLowS(signature)) return null
  const isSigned = verify(
    'sha256',
    Buffer.from(jwt.signed, 'utf8'),
    { key, dsaEncoding: 'ieee-p1363' },
    signature,
  )
  return isSigned ? parseJsonObject(readBase64url(jwt.claims)) : null
}

/** Parse the bytes of a JSON object; null for anything else. Never throws. */
function parseJsonObject(bytes: Buffer | null): Readonly<Record<string, unknown>> | null {
  if (bytes === null) return null
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Decode canonical base64url without padding; null for anything else.
 * @see https://www.rfc-editor.org/rfc/rfc4648#section-5
 */
function readBase64url(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url')
  // Node skips invalid characters, so only text that survives the round trip is canonical.
  return bytes.toString('base64url') === text ? bytes : null
}

/** The order of P-256's group. @see https://csrc.nist.gov/pubs/fips/186-5/final */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const HALF = toBytes(ORDER >> 1n)

/** Whether a signature (r and s, 32 bytes each) has the smaller of its two possible values of s. */
function isLowS(signature: Buffer): boolean {
  return signature.compare(HALF, 0, 32, 32, 64) <= 0
}

/** Convert a signature (r and s, 32 bytes each) to the smaller s. */
export function toLowS(signature: Buffer): Buffer {
  if (isLowS(signature)) return signature
  const s = ORDER - BigInt(`0x${signature.toString('hex', 32)}`)
  return Buffer.concat([signature.subarray(0, 32), toBytes(s)])
}

/** Big-endian, 32 bytes. */
function toBytes(number: bigint): Buffer {
  return Buffer.from(number.toString(16).padStart(64, '0'), 'hex')
}
