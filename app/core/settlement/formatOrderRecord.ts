import type { SettledLine, Settlement } from './types.ts'

/** Shopify's limit for the lines of `web_3.gated_wallet_line_items`. */
const MOST_LINES = 128
const MOST_BYTES = 2000

/**
 * Format the order's `$app.gate` metafield: grants, gates, revisions, verdict, and the holders if there are any.
 * Omits lines that do not fit into 2,000 bytes; `more` counts them.
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

/** List the gids of the lines that a gate opened or discounted. Shopify requires this list of token gating apps. */
export function listGatedLines({ lines }: Settlement): string[] {
  const isGated = ({ gates, outcome }: SettledLine) => gates.length > 0 && outcome === 'committed'
  return lines
    .filter(isGated)
    .slice(0, MOST_LINES)
    .map(({ lineId }) => `gid://shopify/LineItem/${lineId}`)
}
