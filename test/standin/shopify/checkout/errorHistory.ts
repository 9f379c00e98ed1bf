import type { StandinShop } from '../state.ts'

/** What a Function's owner (discount or validation) shows of its failed runs. Instants are ISO text. */
export type FunctionErrorHistory = {
  firstOccurredAt: string
  lastOccurredAt: string
  count: number
  lastMessage: string
}

const histories = new WeakMap<StandinShop, Map<string, FunctionErrorHistory>>()

export type RecordFunctionErrorParameters = {
  shop: StandinShop
  ownerGid: string
  message: string
  at: string
}

/** Notes a failed run at its owner. */
export function recordFunctionError(parameters: RecordFunctionErrorParameters): void {
  const { shop, ownerGid, message, at } = parameters
  const history = histories.get(shop) ?? new Map<string, FunctionErrorHistory>()
  histories.set(shop, history)
  const known = history.get(ownerGid)
  history.set(ownerGid, {
    firstOccurredAt: known?.firstOccurredAt ?? at,
    lastOccurredAt: at,
    count: (known?.count ?? 0) + 1,
    lastMessage: message,
  })
}

/** Finds the error history of a discount or validation; null when no run of it has failed. */
export function findFunctionErrors(shop: StandinShop, ownerGid: string): FunctionErrorHistory | null {
  return histories.get(shop)?.get(ownerGid) ?? null
}
