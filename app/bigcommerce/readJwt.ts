import { isSigned, type SignatureCheck } from '../core/signature/isSigned.ts'

export type Claims = Readonly<Record<string, unknown>>

const MOST_CHARACTERS = 8192

/**
 * Read the claims of a token that BigCommerce signed with the app's client secret; null for any other text. It must have
 * a single spelling, and ask for HS256 and nothing else: `none`, another algorithm or a key of its own is refused.
 * @see https://www.rfc-editor.org/rfc/rfc8725
 */
export function readJwt({ token, ...check }: SignatureCheck<Uint8Array> & { token: string }): Claims | null {
  const [header = '', payload = '', signature = '', ...more] = token.split('.', 4)
  if (token.length > MOST_CHARACTERS || more.length > 0) return null
  const given = readBytes(signature)?.toString('base64')
  const message = Buffer.from(`${header}.${payload}`)
  if (given === undefined || !isSigned({ ...check, message, given })) return null
  return isPlainHeader(readObject(header)) ? readObject(payload) : null
}

function isPlainHeader(header: Claims | null): boolean {
  if (header?.alg !== 'HS256' || (header.typ ?? 'JWT') !== 'JWT') return false
  return Object.keys(header).every((name) => name === 'alg' || name === 'typ')
}

function readObject(text: string): Claims | null {
  try {
    const value: unknown = JSON.parse(readBytes(text)?.toString('utf8') ?? '')
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Claims) : null
  } catch {
    return null
  }
}

/** Decode base64url, but only in its canonical spelling: Node skips unknown characters. */
function readBytes(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : null
}
