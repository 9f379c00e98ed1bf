import { createHmac } from 'node:crypto'

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
