import type { CustomerRecord, DataRequest, KeptRow } from '../../core/privacy/types.ts'

/** Explanation of each part of the file, for its readers. */
const PARTS = {
  visits: 'Visits to the store with the wallets that were connected. Kept for two days after they end.',
  unlocks: 'What these visits were answered about gates, with the wallets. Kept for ninety days.',
  grants: 'What these visits unlocked, by cart or by product, and the order that used it.',
  uses: 'Uses of gates with a limit: the wallets and tokens that they count for.',
  orders: 'What Palisade found about the orders, and what it did.',
  codes: 'Discount codes that were made for this customer.',
  changes: 'What staff or Palisade changed about these orders.',
  tags: 'Gates whose tag the customer has or is to get, and when their tokens were last checked.',
  wallets: 'Wallets that the customer connected while signed in, and vaults that such a wallet speaks for.',
  requests: 'Requests for this data.',
} as const satisfies Record<keyof CustomerRecord, string>

/** Compose the file that a merchant sends to a customer: indented JSON, with instants in ISO 8601. */
export function formatCustomerFile(parameters: {
  shop: string
  request: DataRequest
  record: CustomerRecord
}): string {
  const { shop, request, record } = parameters
  const parts = Object.entries(PARTS).map(([name, about]) => [
    name,
    { about, rows: record[name as keyof CustomerRecord].map(formatInstants) },
  ])
  const file = {
    about: `What Palisade stores about a customer of ${shop}. It stores no names, email addresses or postal addresses.`,
    customer: request.customerId,
    orderIds: request.orderIds,
    requestedAt: formatSeconds(request.receivedAt),
    ...Object.fromEntries(parts),
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

function formatInstants(row: KeptRow): KeptRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      name.endsWith('_at') || name === 'at' ? formatSeconds(Number(value)) : value,
    ]),
  )
}

function formatSeconds(seconds: number): string | null {
  return Number.isFinite(seconds) && seconds > 0 ? new Date(seconds * 1000).toISOString() : null
}
