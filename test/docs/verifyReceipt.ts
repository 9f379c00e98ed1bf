import path from 'node:path'
import { pathToFileURL } from 'node:url'

type Verified =
  | { readonly isValid: true; readonly claims: Readonly<Record<string, unknown>> }
  | { readonly isValid: false; readonly because: string }
export type VerifyReceipt = (parameters: {
  readonly receipt: string
  readonly keys: { readonly keys: readonly object[] }
  readonly issuer: string
  readonly shop: string
  readonly condition?: unknown
}) => Promise<Verified>

/** The example of docs/integrations/receipts.md. */
export const { verifyReceipt } = (await import(
  pathToFileURL(path.resolve('docs/integrations/examples/receipts/verifyReceipt.mjs')).href
)) as { verifyReceipt: VerifyReceipt }
