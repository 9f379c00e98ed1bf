import { noSuchOrder } from '../../core/receipt/noSuchOrder.ts'
import type { Receipt } from '../../core/receipt/types.ts'
import type { GateAnswer } from './gateRoute.ts'

/** Parse Shopify's id of an order in an address. @throws {NotFoundError} ERR_NOT_FOUND */
export function parseOrderId(text: string | undefined): number {
  if (text && /^[1-9][0-9]{0,15}$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text)
  throw noSuchOrder()
}

/** Format the answer with the receipts of an order. */
export function formatReceipts(receipts: readonly Receipt[]): GateAnswer {
  return {
    body: {
      receipts: receipts.map(({ gate, revision, token, condition, createdAt }) => ({
        ...{ gate, revision, receipt: token, condition, issuedAt: createdAt },
      })),
    },
  }
}
