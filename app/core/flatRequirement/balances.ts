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

/** A token must stay small enough for a header: so many balances, and so many characters of them. */
const MOST_BALANCES = 50
const MOST_CHARACTERS = 6000

/** Put balances into a table by kind and id; of two of one id the later read stands. */
export function indexBalances(balances: readonly KnownBalance[]): TokenBalances {
  const table: { [kind in BalanceKind]?: Record<string, string> } = {}
  for (const { kind, id, amount } of keepLatest(balances)) table[kind] = { ...table[kind], [id]: amount }
  return table
}

/** Put balances together for a token; of too many those at the front are left out. */
export function packBalances(balances: readonly KnownBalance[]): KnownBalances {
  const kept = keepLatest(balances).slice(-MOST_BALANCES)
  // Each id stands there twice, with its amount and with its time.
  const length = ({ id, amount }: KnownBalance) => 2 * id.length + amount.length + 24
  let characters = kept.reduce((sum, balance) => sum + length(balance), 0)
  while (characters > MOST_CHARACTERS) {
    const [first] = kept.splice(0, 1)
    if (!first) break
    characters -= length(first)
  }
  const balancesReadAt: { [kind in BalanceKind]?: Record<string, number> } = {}
  for (const { kind, id, readAt } of kept) balancesReadAt[kind] = { ...balancesReadAt[kind], [id]: readAt }
  return { tokenBalances: indexBalances(kept), balancesReadAt }
}

/** Of several readings of one id the latest, in the order they came. */
function keepLatest(balances: readonly KnownBalance[]): KnownBalance[] {
  const byId = new Map<string, KnownBalance>()
  for (const balance of balances) {
    const key = `${balance.kind} ${balance.id}`
    const known = byId.get(key)
    if (known && known.readAt > balance.readAt) continue
    byId.delete(key)
    byId.set(key, balance)
  }
  return [...byId.values()]
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
