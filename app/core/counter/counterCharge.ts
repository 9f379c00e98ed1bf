const PREFIX = 'till-'

/** Compose the id of a check, which is also the id of the visit that its charge makes, from 32 hex digits. */
export function composeCheckId(hex: string): string {
  return `${PREFIX}${hex}`
}

/** Whether a visit, grant or reservation belongs to a charge at a counter. A shopper's visit has a bare hex id. */
export function isCounterCharge(visitId: string): boolean {
  return visitId.startsWith(PREFIX)
}
