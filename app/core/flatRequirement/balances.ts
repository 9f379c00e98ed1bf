import type { BalanceKind, BalanceTimes, TokenBalances } from './types.ts'

/** What is known of a wallet's tokens, and since when. */
export type KnownBalances = { readonly tokenBalances: TokenBalances; readonly balancesReadAt: BalanceTimes }

/** One balance: an id of a kind, a decimal in whole tokens, and when it was read, in unix seconds. */
export type KnownBalance = {
  readonly kind: BalanceKind
  readonly id: string
  readonly amount: string
  readonly readAt: number
}

/** A token must stay small enough for a header. */
const MOST_BALANCES = 50

/** Put balances of ids together; of two of one id the later read stands, and of too many the newest stay. */
export function mergeBalances(balances: readonly KnownBalance[]): KnownBalances {
  const byId = new Map<string, KnownBalance>()
  for (const balance of [...balances].sort((a, b) => a.readAt - b.readAt)) {
    // Set anew, so that the map's order is by reading.
    byId.delete(`${balance.kind} ${balance.id}`)
    byId.set(`${balance.kind} ${balance.id}`, balance)
  }
  const tokenBalances: { [kind in BalanceKind]?: Record<string, string> } = {}
  const balancesReadAt: { [kind in BalanceKind]?: Record<string, number> } = {}
  for (const { kind, id, amount, readAt } of [...byId.values()].slice(-MOST_BALANCES)) {
    tokenBalances[kind] = { ...tokenBalances[kind], [id]: amount }
    balancesReadAt[kind] = { ...balancesReadAt[kind], [id]: readAt }
  }
  return { tokenBalances, balancesReadAt }
}

/** Take what is known apart again; a balance without a time counts as read at the beginning of time. */
export function listBalances({ tokenBalances, balancesReadAt }: KnownBalances): KnownBalance[] {
  return (Object.keys(tokenBalances) as BalanceKind[]).flatMap((kind) =>
    Object.entries(tokenBalances[kind] ?? {}).map(([id, amount]) => ({
      kind,
      id,
      amount,
      readAt: balancesReadAt[kind]?.[id] ?? 0,
    })),
  )
}
