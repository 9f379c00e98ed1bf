/** The public half of the P-256 key that a browser makes for its visit: two members of its JWK, in base64url. */
export type VisitKey = { readonly x: string; readonly y: string }

/** Requests of the storefront that a visit's key signs, by their address below the app proxy. */
export type SignedPath = '/unlock' | '/renew' | '/counter'

/** A request with the signature of a visit's key. Nothing of it is checked yet. */
export type SignedRequest = {
  readonly path: SignedPath
  /** The request's JSON, exactly as it was signed. */
  readonly text: string
  /** Unix seconds by the browser's clock, which the app's answers may have corrected. */
  readonly at: number
  readonly key: VisitKey
  /** ECDSA with SHA-256: r and s, 64 bytes, in base64url. */
  readonly signature: string
}
