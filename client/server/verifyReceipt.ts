import { PalisadeError } from './PalisadeError.ts'
import { type PublicKeySet, verifyJwt } from './verifyJwt.ts'

export type VerifyReceiptParameters = {
  /** The text, from the order or from the API. */
  readonly receipt: string
  /** The document of `/.well-known/receipt-keys.json`, as you keep it. */
  readonly keys: PublicKeySet
  /** The API that signed it, e.g. `https://palisade.example.com/api/v1`. */
  readonly issuer: string
  /** E.g. `harbor-supply.myshopify.com`. */
  readonly shop: string
  /** What the gate must have asked for, as the API answers it; without it any condition counts. */
  readonly condition?: unknown
}
/** What a receipt says. It names no wallet, balance, order or customer. */
export type ReceiptClaims = {
  readonly iss: string
  readonly jti: string
  /** Unix seconds. */
  readonly iat: number
  readonly shop: string
  readonly gate: number
  readonly revision: number
  readonly conditionSha256: string
  readonly blocks: readonly { readonly chain: string; readonly block: string }[]
}

/**
 * Verify a receipt, without a request.
 * @throws {PalisadeError} `ERR_CLIENT_RECEIPT`, with a sentence that says why it does not count
 */
export async function verifyReceipt(parameters: VerifyReceiptParameters): Promise<ReceiptClaims> {
  const { receipt, keys, issuer, shop, condition } = parameters
  if (!Array.isArray(keys?.keys)) {
    const message = 'The parameter "keys" must be the document of /.well-known/receipt-keys.json.'
    throw new PalisadeError({ code: 'ERR_CLIENT_INPUT', message })
  }
  const findKey = (kid: string) => keys.keys.find((key) => key.kid === kid) ?? null
  const verified = await verifyJwt({ token: receipt, typ: 'receipt+jwt', findKey })
  if (typeof verified === 'string') throw wrongReceipt(FAULTS[verified])
  const { claims, key } = verified
  const { iat, jti } = claims
  if (claims.iss !== issuer) throw wrongReceipt('Another server issued it.')
  if (typeof iat !== 'number' || typeof jti !== 'string') throw wrongReceipt(FAULTS.form)
  if (iat > Date.now() / 1000 + AHEAD_SECONDS) throw wrongReceipt('It is from the future. Check this clock.')
  if (iat > (key.exp ?? Number.POSITIVE_INFINITY)) throw wrongReceipt('Its key had ended before.')
  if (claims.shop !== shop) throw wrongReceipt('It is of another shop.')
  if (condition !== undefined && claims.conditionSha256 !== (await hashCondition(condition)))
    throw wrongReceipt('The gate asked for something else.')
  return claims as ReceiptClaims
}

/** How far the server's clock may be ahead of this one. An old receipt stays what it is. */
const AHEAD_SECONDS = 300

const FAULTS = {
  form: 'This is no receipt.',
  key: 'None of the kept keys signed it. If they are old, fetch them again.',
  signature: 'It was changed after it was signed.',
}

function wrongReceipt(message: string): PalisadeError {
  return new PalisadeError({ code: 'ERR_CLIENT_RECEIPT', message })
}

/** SHA-256, in hex, of JSON with sorted fields and no spaces. @see https://www.rfc-editor.org/rfc/rfc8785 */
async function hashCondition(condition: unknown): Promise<string> {
  const text = JSON.stringify(condition, (_name, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
