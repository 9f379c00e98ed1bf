import type { SettledLine, Settlement } from './types.ts'

/** Shopify's own bound for the lines of `web_3.gated_wallet_line_items`. */
const MOST_LINES = 128
const MOST_BYTES = 2000

/**
 * Spell the order's `$app.gate` metafield: grants, gates, revisions, verdict; wallets and tokens where they are shown.
 * At most 2,000 bytes: lines that do not fit are left out, which `more` says.
 */
export function formatOrderRecord(settlement: Settlement): string {
  const { outcome, gates, grants, lines, isCancelled, holders } = settlement
  const told = lines.filter((line) => line.outcome !== 'none').map(({ lineId, outcome }) => [lineId, outcome])
  const record = (count: number) =>
    JSON.stringify({
      v: 1,
      verdict: outcome,
      gates: gates.map(({ gate, revision }) => [gate, revision]),
      grants,
      ...(isCancelled ? { cancelled: true } : {}),
      lines: told.slice(0, count),
      ...(count < told.length ? { more: told.length - count } : {}),
      ...(holders.length > 0 ? { holders: holders.slice(0, 8) } : {}),
    })
  let count = told.length
  while (count > 0 && record(count).length > MOST_BYTES) count -= 1
  return record(count)
}

/** The ids of the lines that a gate let through or made cheaper, as Shopify asks of apps that gate by tokens. */
export function listGatedLines({ lines }: Settlement): string[] {
  const isGated = ({ gates, outcome }: SettledLine) => gates.length > 0 && outcome === 'committed'
  return lines
    .filter(isGated)
    .slice(0, MOST_LINES)
    .map(({ lineId }) => `gid://shopify/LineItem/${lineId}`)
}
