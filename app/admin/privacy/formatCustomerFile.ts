import { STORED_KIND_NAMES } from '../../core/privacy/kinds.ts'
import type { CustomerRecord, DataRequest, KeptRow } from '../../core/privacy/types.ts'
import { formatKept, STORED_WORDS } from '../customers/storedWords.ts'

/** Compose the file that a merchant sends to a customer: indented JSON, with instants in ISO 8601. */
export function formatCustomerFile(parameters: {
  shop: string
  request: Pick<DataRequest, 'customerId' | 'orderIds' | 'receivedAt'>
  record: CustomerRecord
}): string {
  const { shop, request, record } = parameters
  const parts = STORED_KIND_NAMES.map((kind) => [
    kind,
    {
      about: STORED_WORDS[kind].about,
      kept: formatKept(kind),
      rows: record[kind].map(formatInstants),
    },
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
