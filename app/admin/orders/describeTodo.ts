import { listFindings } from '../../core/settlement/listFindings.ts'
import type { LineOutcome, OrderOutcome, SettlementRow } from '../../core/settlement/types.ts'
import { describePlatform, type PlatformWords } from '../page/describePlatform.ts'

const TODO = {
  committed: 'Nothing left to do.',
  suspect:
    'Ship it unless this customer did this before: most such orders are honest, for example after a login merged two carts.',
  duplicate:
    'Cancel the order in Shopify or ask the customer to pay the difference, because each order needs an unlock of its own.',
  // A store has no keys.
  unmatched: {
    shopify:
      'Look for other orders like this one, and change your keys under Settings unless your database was restored from a backup.',
    bigcommerce:
      'Look for other orders like this one, and approve them if the person who runs this server has restored the database from a backup.',
  },
  unproved: 'Cancel the order in Shopify, or approve it if you know the customer.',
  none: 'Nothing left to do.',
} as const satisfies Record<LineOutcome, PlatformWords>

/**
 * What staff should do about an order on its platform, in one sentence. `makers`: who made the passes that the order
 * used, null if Shopify has not told a name.
 */
export function describeTodo({
  row,
  makers,
  isStore,
}: {
  readonly row: Pick<SettlementRow, 'settlement' | 'action'>
  readonly makers: readonly (string | null)[]
  readonly isStore: boolean
}): string {
  const { outcome, isCancelled } = row.settlement
  if (isCancelled) return 'Nothing left to do: the order is canceled.'
  if (isAccepted(row)) return TODO.committed
  if (outcome === 'mixed') return 'Check the lines: each one says what was found.'
  const [maker] = makers
  if (outcome !== 'committed' || maker === undefined)
    return describePlatform(TODO[outcome satisfies OrderOutcome], { isStore })
  return `Nothing left to do: ${maker ?? 'your staff'} made a one-time pass for it.`
}

/** Whether staff have accepted everything that was found. */
function isAccepted({
  settlement,
  action: { accepted },
}: Pick<SettlementRow, 'settlement' | 'action'>): boolean {
  if (accepted === undefined) return false
  const { wholeOutcome, lines } = listFindings({ settlement, accepted })
  return wholeOutcome === 'none' && lines.length === 0
}
