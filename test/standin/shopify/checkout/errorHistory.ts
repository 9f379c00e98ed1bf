import type { FunctionErrorHistory, StandinShop } from '../state.ts'

export type RecordFunctionErrorParameters = {
  shop: StandinShop
  ownerGid: string
  message: string
  at: string
}

/** Notes a failed run at its owner. */
export function recordFunctionError(parameters: RecordFunctionErrorParameters): void {
  const { shop, ownerGid, message, at } = parameters
  const known = shop.functionErrors.get(ownerGid)
  shop.functionErrors.set(ownerGid, {
    firstOccurredAt: known?.firstOccurredAt ?? at,
    lastOccurredAt: at,
    count: (known?.count ?? 0) + 1,
    lastMessage: message,
  })
}

/** Finds the error history of a discount or validation; null when no run of it has failed. */
export function findFunctionErrors(shop: StandinShop, ownerGid: string): FunctionErrorHistory | null {
  return shop.functionErrors.get(ownerGid) ?? null
}
