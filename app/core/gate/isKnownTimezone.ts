import { readClockParts } from '../proof/readLocalClock.ts'

/** Whether a text names a time zone that this runtime knows. */
export function isKnownTimezone(text: string): boolean {
  try {
    readClockParts({ at: 0, ianaTimezone: text })
    // The runtime also reads offsets such as "+02:00", but Shopify names zones, and proofs are compared by zone name.
    return /^[A-Za-z]/.test(text)
  } catch {
    return false
  }
}
