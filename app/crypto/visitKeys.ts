import { createPublicKey, hash, verify } from 'node:crypto'
import { promisify } from 'node:util'
import { composeSignedText } from '../core/visitKey/composeSignedText.ts'
import { formatThumbprintInput } from '../core/visitKey/formatThumbprintInput.ts'
import type { VisitKeysPort } from '../ports/visitKeys.ts'

/** @see https://www.rfc-editor.org/rfc/rfc7638 */
export const hashVisitKey: VisitKeysPort['hashVisitKey'] = (key) =>
  hash('sha256', formatThumbprintInput(key), 'base64url')

/** In a thread of libuv's pool, so that other requests go on: it takes a fifteenth of a login. */
const verifyBeside = promisify(verify)

/** @see https://www.rfc-editor.org/rfc/rfc7518#section-3.4 */
export const verifyRequestSignature: VisitKeysPort['verifyRequestSignature'] = async (request) => {
  const signature = Buffer.from(request.signature, 'base64url')
  // UTF-8 would encode a lone surrogate as another character, and two texts would have one signature.
  if (signature.length !== 64 || /\p{Surrogate}/u.test(request.text)) return false
  try {
    const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', ...request.key }, format: 'jwk' })
    const text = Buffer.from(composeSignedText(request), 'utf8')
    return await verifyBeside('sha256', text, { key, dsaEncoding: 'ieee-p1363' }, signature)
  } catch {
    return false
  }
}
