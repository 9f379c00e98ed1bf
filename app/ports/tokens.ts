import type { PublicSigningKey } from '../core/accessToken/types.ts'
import type { ReceiptClaims } from '../core/receipt/types.ts'

/** Access tokens of the API, and receipts of orders. */
export type TokensPort = {
  /** Sign claims as a compact JWT, ES256, with the newest published key. @see https://www.rfc-editor.org/rfc/rfc7519 */
  sign: (claims: Readonly<Record<string, unknown>>) => Promise<string>
  /** Sign a receipt as `sign` does, under a type of its own: no receipt is an access token. */
  signReceipt: (claims: ReceiptClaims) => Promise<string>
  /** The claims of a JWT that one of our keys signed, or null. The claims are not checked. */
  verify: (token: string) => Promise<Readonly<Record<string, unknown>> | null>
  listPublicKeys: () => Promise<PublicSigningKey[]>
}
