import type { AccessCode, AccessCodeWant, UsedCode } from '../core/accessCode/types.ts'
import type { GateNumber, ShopId } from '../core/gate/types.ts'

/** Discount codes that unlocks give, for shops below Shopify Plus. Instants are unix seconds. */
export type AccessCodesPort = {
  /** Find or add the code of each gate and grant, in one statement; answers in the order asked. */
  open: (parameters: {
    shopId: ShopId
    visitId: string
    wants: readonly AccessCodeWant[]
    at: number
  }) => Promise<AccessCode[]>
  /** Record the discount that Shopify has for a code; false if the code was withdrawn meanwhile. */
  setMade: (parameters: {
    shopId: ShopId
    code: string
    discountId: string
    endsAt: number
  }) => Promise<boolean>
  /** Record that Shopify no longer has the code. The row stays, for orders that are reported late. */
  setGone: (parameters: { shopId: ShopId; code: string }) => Promise<void>
  /**
   * Add another code in place of `code`, which Shopify no longer has. If another caller has already replaced it,
   * answers that caller's code.
   */
  replace: (parameters: {
    shopId: ShopId
    visitId: string
    code: string
    want: AccessCodeWant
    at: number
  }) => Promise<AccessCode>
  /** Those codes of an order that are ours, each once, with the terms they had. Codes are case-insensitive. */
  findUsed: (parameters: { shopId: ShopId; codes: readonly string[] }) => Promise<UsedCode[]>
  /** Codes to delete at Shopify: they have expired, or their gate does not run at that revision. Earliest end first. */
  listDue: (parameters: {
    shopId: ShopId
    at: number
    /** The gates that run. */
    running: readonly { readonly gate: GateNumber; readonly revision: number }[]
    /** The last code of the previous page; null for the first page. */
    after: Pick<AccessCode, 'code' | 'endsAt'> | null
    limit: number
  }) => Promise<AccessCode[]>
  /**
   * Delete codes that Shopify no longer has and that ended two months ago. Answers when the next code is due, or null if
   * none is left.
   */
  sweep: (parameters: { shopId: ShopId; at: number }) => Promise<number | null>
}
