import { webcrypto } from 'node:crypto'
import type { SignedPath } from '../app/core/visitKey/types.ts'
import { verifyRequestSignature } from '../app/crypto/visitKeys.ts'
import type { BrowserKey } from '../extensions/gate-block/src/session/visitKey.ts'
import type { SignedWireBody } from './visitKey.ts'

/** Make a key as the theme block does, in this process's WebCrypto. */
export async function makeBrowserKey(): Promise<BrowserKey> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const { privateKey, publicKey } = await webcrypto.subtle.generateKey(algorithm, false, ['sign'])
  const { x = '', y = '' } = await webcrypto.subtle.exportKey('jwk', publicKey)
  return { secret: privateKey, key: { x, y } }
}

/** Whether a body is a request that its key has signed for this address. */
export function verifyWire(path: SignedPath, { request, at, key, signature }: SignedWireBody): boolean {
  return typeof request === 'string' && verifyRequestSignature({ path, text: request, at, key, signature })
}
