import type { FunctionErrorHistory, StandinShop } from '../state.ts'

export type RecordFunctionErrorParameters = {
  shop: StandinShop
  ownerGid: string
  message: string
  at: string
}

/** Records a failed run in its owner's error history. */
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

/** Finds the error history of a discount or validation; null until a run of it fails. */
export function findFunctionErrors(shop: StandinShop, ownerGid: string): FunctionErrorHistory | null {
  return shop.functionErrors.get(ownerGid) ?? null
}
