import type { SignedRequest, VisitKey } from '../core/visitKey/types.ts'

/** Keys with which browsers sign the requests of their visits. */
export type VisitKeysPort = {
  /** The RFC 7638 thumbprint of a key: SHA-256, in base64url. */
  hashVisitKey: (key: VisitKey) => string
  /** Verify a request's signature by its own key, which must be a point of P-256. Whose key it is the caller checks. Never throws. */
  verifyRequestSignature: (request: SignedRequest) => Promise<boolean>
}
