import type { BalanceKind, BalanceTimes, TokenBalances } from './types.ts'

/** Known balances of a wallet, and when each was read. */
export type KnownBalances = { readonly tokenBalances: TokenBalances; readonly balancesReadAt: BalanceTimes }

/** One balance: an id of a kind, a decimal in whole tokens, and when it was read, in unix seconds. */
export type KnownBalance = {
  readonly kind: BalanceKind
  readonly id: string
  readonly amount: string
  readonly readAt: number
}

/** Limits of an access token's balances, in number and characters: the token must fit into a header. */
const MOST_BALANCES = 50
const MOST_CHARACTERS = 6000

/** Index balances by kind and id. For each id the latest read wins. */
export function createTokenBalances(balances: readonly KnownBalance[]): TokenBalances {
  const table: { [kind in BalanceKind]?: Record<string, string> } = {}
  for (const { kind, id, amount } of removeOlder(balances)) table[kind] = { ...table[kind], [id]: amount }
  return table
}

/** Pack balances for an access token. If there are too many, those at the front are dropped. */
export function formatKnownBalances(balances: readonly KnownBalance[]): KnownBalances {
  const kept = removeOlder(balances).slice(-MOST_BALANCES)
  // The token contains each id twice: with its amount and with its time.
  const length = ({ id, amount }: KnownBalance) => 2 * id.length + amount.length + 24
  let characters = kept.reduce((sum, balance) => sum + length(balance), 0)
  while (characters > MOST_CHARACTERS) {
    const [first] = kept.splice(0, 1)
    if (!first) break
    characters -= length(first)
  }
  const balancesReadAt: { [kind in BalanceKind]?: Record<string, number> } = {}
  for (const { kind, id, readAt } of kept) balancesReadAt[kind] = { ...balancesReadAt[kind], [id]: readAt }
  return { tokenBalances: createTokenBalances(kept), balancesReadAt }
}

/** Keep the latest balance of each id, in the order of the input. */
function removeOlder(balances: readonly KnownBalance[]): KnownBalance[] {
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

/** List packed balances. One without a time gets `readAt` 0, so that any other read is later. */
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
