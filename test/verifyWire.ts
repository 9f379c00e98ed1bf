import { createPublicKey, verify, webcrypto } from 'node:crypto'
import type { SignedPath } from '../app/core/visitKey/types.ts'
import type { BrowserKey } from '../extensions/gate-block/src/session/visitKey.ts'
import type { SignedWireBody } from './visitKey.ts'

/** Make a key as the theme block does, in this process's WebCrypto. */
export async function makeBrowserKey(): Promise<BrowserKey> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const { privateKey, publicKey } = await webcrypto.subtle.generateKey(algorithm, false, ['sign'])
  const { x = '', y = '' } = await webcrypto.subtle.exportKey('jwk', publicKey)
  return { secret: privateKey, key: { x, y } }
}

/** Whether a body is a request that its key has signed for this address, by the specification. */
export function verifyWire(path: SignedPath, { request, at, key, signature }: SignedWireBody): boolean {
  if (typeof request !== 'string') return false
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', ...key }, format: 'jwk' })
  const by = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const
  return verify(
    'sha256',
    Buffer.from(`POST ${path}\n${at}\n${request}`),
    by,
    Buffer.from(signature, 'base64url'),
  )
}
