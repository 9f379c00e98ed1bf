import type { AccessCode, AccessCodeWant, UsedCode } from '../core/accessCode/types.ts'
import type { GateNumber, ShopId } from '../core/gate/types.ts'

/** Discount codes of unlocks, for shops below Shopify Plus. Instants are unix seconds. */
export type AccessCodesPort = {
  /** Find or write down the code of each gate and grant, in one statement; answers in the order asked. */
  open: (parameters: {
    shopId: ShopId
    visitId: string
    wants: readonly AccessCodeWant[]
    at: number
  }) => Promise<AccessCode[]>
  /** Remember what stands at Shopify; false where the code was withdrawn meanwhile. */
  setMade: (parameters: {
    shopId: ShopId
    code: string
    discountId: string
    endsAt: number
  }) => Promise<boolean>
  /** It is not at Shopify any more. */
  setGone: (parameters: { shopId: ShopId; code: string }) => Promise<void>
  /** Write another code in the place of one that is not at Shopify any more; answers the one that stands there now. */
  replace: (parameters: {
    shopId: ShopId
    visitId: string
    code: string
    want: AccessCodeWant
    at: number
  }) => Promise<AccessCode>
  /** Those of an order's codes that are ours, with the terms they had. In whatever case they were entered. */
  findUsed: (parameters: { shopId: ShopId; codes: readonly string[] }) => Promise<UsedCode[]>
  /** Codes that must not stand at Shopify: past their end, or of a gate that does not run as it did. The oldest end first. */
  listDue: (parameters: {
    shopId: ShopId
    at: number
    /** The gates that run. */
    running: readonly { readonly gate: GateNumber; readonly revision: number }[]
    limit: number
  }) => Promise<AccessCode[]>
  /** Delete what ended before and is gone; answers when there is something to be done again, null where nothing is left. */
  sweep: (parameters: { shopId: ShopId; at: number }) => Promise<number | null>
}
