import type { Settlement } from './types.ts'

/** A tag of Shopify's: at most 40 characters. Merchants filter and automate by them, so they never change. */
const TAGS = {
  committed: 'token-gate',
  suspect: 'token-gate-suspect',
  duplicate: 'token-gate-duplicate',
  unmatched: 'token-gate-unmatched',
  unproved: 'token-gate-unproved',
} as const

/** The tags that say what became of an order; none where it has nothing of ours. */
export function listOrderTags({ wholeOutcome, lines }: Settlement): string[] {
  const outcomes = new Set([wholeOutcome, ...lines.map((line) => line.outcome)])
  return [...outcomes].flatMap((one) => (one === 'none' ? [] : TAGS[one])).sort()
}
