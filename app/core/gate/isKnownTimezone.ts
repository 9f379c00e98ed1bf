import { readClockParts } from '../proof/readLocalClock.ts'

/** Whether a text names a time zone whose clock can be read here. */
export function isKnownTimezone(text: string): boolean {
  try {
    readClockParts({ at: 0, ianaTimezone: text })
    // Offsets such as "+02:00" are read too, but Shopify names zones, and proofs are compared by the zone's name.
    return /^[A-Za-z]/.test(text)
  } catch {
    return false
  }
}
