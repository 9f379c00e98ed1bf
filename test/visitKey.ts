import { generateKeyPairSync, sign } from 'node:crypto'
import type { SignedPath, SignedRequest, VisitKey } from '../app/core/visitKey/types.ts'

/**
 * The key of a browser, for requests that a test or a script sends by hand. It signs by the specification, with nothing
 * of the app.
 */
export type TestVisitKey = {
  /** The public half, which the request for a nonce carries. */
  readonly key: VisitKey
  /** Sign a request as the door hands it to a flow. */
  readonly sign: (path: SignedPath, body: unknown, at: number) => SignedRequest
  /** Sign a request as the theme block sends it; `at` is now unless it is given. */
  readonly compose: (path: SignedPath, body: unknown, at?: number) => SignedWireBody
  /** A request as its browser would send it, by the address below the app proxy: a nonce names the key, and what follows is signed. */
  readonly toWire: (path: string, body: object) => Record<string, unknown>
}
export type SignedWireBody = Pick<SignedRequest, 'at' | 'key' | 'signature'> & { readonly request: string }

/** Make the key of a new browser. */
export function makeVisitKey(): TestVisitKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  // The last 64 bytes are x and y. An export as JWK may wait forever: see `readPublicPoint`.
  const point = publicKey.export({ format: 'der', type: 'spki' }).subarray(-64)
  const key: VisitKey = { x: point.toString('base64url', 0, 32), y: point.toString('base64url', 32) }
  const signRequest: TestVisitKey['sign'] = (path, body, at) => {
    const text = JSON.stringify(body)
    const bytes = Buffer.from(`POST ${path}\n${at}\n${text}`)
    const signature = sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' })
    return { path, text, at, key, signature: signature.toString('base64url') }
  }
  const compose: TestVisitKey['compose'] = (path, body, at = Math.floor(Date.now() / 1000)) => {
    const { text, signature } = signRequest(path, body, at)
    return { request: text, at, key, signature }
  }
  return {
    key,
    sign: signRequest,
    compose,
    toWire: (path, body) => {
      if (path === 'unlock' || path === 'renew') return compose(`/${path}`, body)
      return path === 'nonce' ? { ...body, key } : { ...body }
    },
  }
}
