import { decodeBase64 } from './decodeBase64.ts'

/** A public key of Palisade, as its key sets list it. */
export type PublicKey = {
  readonly kty: string
  readonly crv?: string
  readonly x?: string
  readonly y?: string
  readonly kid?: string
  /** In the keys of receipts: until when a replaced key signed, in unix seconds. */
  readonly exp?: number
}
export type PublicKeySet = { readonly keys: readonly PublicKey[] }

export type VerifyJwtParameters = {
  readonly token: unknown
  readonly typ: 'JWT' | 'receipt+jwt'
  readonly findKey: (kid: string) => PublicKey | null | Promise<PublicKey | null>
}
export type Jwt = { readonly claims: Readonly<Record<string, unknown>>; readonly key: PublicKey }
/** Why a token is not one that Palisade signed. */
export type JwtFault = 'form' | 'key' | 'signature'

/**
 * Verify the signature of a compact JWT by ES256, the one algorithm that Palisade signs with. The claims are the
 * caller's to check. Rejects only as `findKey` does.
 * @see https://www.rfc-editor.org/rfc/rfc8725
 */
export async function verifyJwt({ token, typ, findKey }: VerifyJwtParameters): Promise<Jwt | JwtFault> {
  const parts = typeof token === 'string' ? token.split('.') : []
  const [head = '', body = '', end = ''] = parts
  const [header, claims] = [parseObject(head), parseObject(body)]
  const signature = decodeBase64(end, 'base64url')
  if (parts.length !== 3 || !header || !claims || signature?.length !== 64) return 'form'
  if (header.alg !== 'ES256' || (header.typ ?? 'JWT') !== typ || typeof header.kid !== 'string') return 'form'
  // An extension that must be understood, and is not.
  if ('crit' in header || 'b64' in header) return 'form'
  const key = await findKey(header.kid)
  if (key?.kty !== 'EC' || key.crv !== 'P-256') return 'key'
  const { kty, crv, x, y } = key
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const imported = await crypto.subtle
    .importKey('jwk', { kty, crv, x, y }, algorithm, false, ['verify'])
    .catch(() => null)
  if (!imported) return 'key'
  const signed = new TextEncoder().encode(`${head}.${body}`)
  return (await crypto.subtle.verify(algorithm, imported, signature, signed)) ? { claims, key } : 'signature'
}

function parseObject(part: string): Readonly<Record<string, unknown>> | null {
  const bytes = decodeBase64(part, 'base64url')
  try {
    const json: unknown = bytes && JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return typeof json === 'object' && !Array.isArray(json) ? (json as Record<string, unknown>) : null
  } catch {
    return null
  }
}
