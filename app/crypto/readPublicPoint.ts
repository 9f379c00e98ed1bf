import type { KeyObject } from 'node:crypto'

/** How the DER of every P-256 public key begins: `SubjectPublicKeyInfo` of an uncompressed point. @see https://www.rfc-editor.org/rfc/rfc5480 */
const START = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d03010703420004', 'hex')

/**
 * Read the coordinates of a P-256 public key, base64url; null for another kind of key. They are read from its DER: Node
 * may wait for itself forever when it exports a key that it has just made as a JWK (seen with 20.20.2, about once in a
 * thousand keys, when the garbage collector runs meanwhile).
 */
export function readPublicPoint(publicKey: KeyObject): { readonly x: string; readonly y: string } | null {
  const der = publicKey.export({ format: 'der', type: 'spki' })
  if (!der.subarray(0, START.length).equals(START) || der.length !== START.length + 64) return null
  const x = der.toString('base64url', START.length, START.length + 32)
  return { x, y: der.toString('base64url', START.length + 32) }
}
