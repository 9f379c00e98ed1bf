import type { Balance, BalanceRead } from './types.ts'

/** Make a look-up of balances by what was asked; `balances` answer `reads` in order. */
export function indexBalances({
  reads,
  balances,
}: {
  reads: readonly BalanceRead[]
  balances: readonly Balance[]
}): (read: BalanceRead) => Balance | undefined {
  const found = new Map<string, Balance>()
  for (const [i, read] of reads.entries()) {
    const balance = balances[i]
    if (balance) found.set(keyOf(read), balance)
  }
  return (read) => found.get(keyOf(read))
}

function keyOf({ chain, kind, contract, owner, tokenId }: BalanceRead): string {
  return `${chain} ${kind} ${contract} ${owner} ${tokenId ?? ''}`
}
