import type { Findings, HolderReport } from '../findings.ts'
import type { Holder } from '../holders.ts'
import type { Balance, FindBalance, Read, ReadBalance, UnreadBalance } from '../reads.ts'

/** What one holder has of a condition: as much as was read, and the first read that failed. */
export type HolderCount = { readonly known: ReadBalance; readonly unread: UnreadBalance | null }

/**
 * Judge amounts: the minimum by the sum over all holders, the maximum by each holder alone.
 *
 * What could not be read is never a yes; it is a no only where the rest already says no.
 */
export function judgeAmounts({
  minimum,
  maximum,
  holders,
  count,
}: {
  readonly minimum: bigint
  readonly maximum: bigint | null
  readonly holders: readonly Holder[]
  readonly count: (holder: Holder) => HolderCount
}): Findings {
  const counts: HolderCount[] = []
  let found = 0n
  let unread: UnreadBalance | null = null
  let isTooMuch = false
  for (const holder of holders) {
    const one = count(holder)
    counts.push(one)
    found += one.known.amount
    unread ??= one.unread
    isTooMuch ||= maximum !== null && one.known.amount > maximum
  }
  const facts = listFacts({ holders, counts })
  const code = null
  const chain = null
  if (holders.length === 0) {
    return sayWhy({ facts, verdict: 'unmet', because: 'no-wallet', found: null, code, chain })
  }
  if (isTooMuch) {
    return sayWhy({ facts, verdict: 'unmet', because: 'too-much', found, code, chain })
  }
  if (found >= minimum && (maximum === null || !unread)) {
    return sayWhy({ facts, verdict: 'met', because: null, found, code, chain })
  }
  if (!unread) return sayWhy({ facts, verdict: 'unmet', because: 'too-little', found, code, chain })
  return sayWhy({
    facts,
    verdict: 'unchecked',
    because: null,
    found: null,
    code: unread.code,
    chain: unread.chain,
  })
}

type Facts = Pick<Findings, 'holders' | 'block' | 'source' | 'readAt'>

/** Loops, and objects written out in full, here and below: a hundred conditions make thousands, and spreading costs ten times that. */
function sayWhy({
  facts,
  verdict,
  because,
  found,
  code,
  chain,
}: Pick<Findings, 'verdict' | 'because' | 'found' | 'code' | 'chain'> & { readonly facts: Facts }): Findings {
  const { holders, block, source, readAt } = facts
  return { verdict, because, found, holders, block, source, readAt, code, chain }
}

const NOTHING: ReadBalance = { kind: 'read', amount: 0n, block: 0n }

/** Add up what was read of one holder. */
export function sumBalances(balances: readonly Balance[]): HolderCount {
  let known = NOTHING
  let unread: UnreadBalance | null = null
  for (const balance of balances) {
    if (balance.kind === 'unread') unread ??= balance
    const counted = balance.kind === 'unread' ? balance.atLeast : balance
    if (counted) known = known === NOTHING ? counted : addBalance(known, counted)
  }
  return { known, unread }
}

function addBalance(known: ReadBalance, balance: ReadBalance): ReadBalance {
  const { block, source, readAt } = balance.block >= known.block ? balance : known
  const amount = known.amount + balance.amount
  return { kind: 'read', amount, block, source, readAt, tokenIds: joinIds(known, balance) }
}

function joinIds({ tokenIds: one }: ReadBalance, { tokenIds: other }: ReadBalance) {
  if (!one || !other) return one ?? other
  return [...one, ...other]
}

/** Of what a vault holds, what it has lent to whoever has most of it: the same twice lent is lent once. */
export function leastBalance(held: Balance, lent: readonly Balance[]): Balance {
  // Nothing held or nothing lent is nothing, whatever the other could not tell. What was lent is asked of now.
  if (held.kind === 'read' && held.amount === 0n) return held
  let most = 0n
  let unread: UnreadBalance | null = null
  for (const one of lent) {
    if (one.kind === 'unread') unread ??= one
    else if (one.amount > most) most = one.amount
  }
  if (!unread && most === 0n) {
    return held.kind === 'read' ? { ...held, amount: 0n, tokenIds: undefined } : NOTHING
  }
  if (held.kind === 'unread') return limitCounted(held, most)
  if (most >= held.amount) return held
  return unread ?? { ...held, amount: most }
}

/** Of what was counted of a holding, no more than was lent. */
function limitCounted(held: UnreadBalance, most: bigint): UnreadBalance {
  const { atLeast } = held
  if (!atLeast || atLeast.amount <= most) return held
  return { ...held, atLeast: most === 0n ? undefined : { ...atLeast, amount: most } }
}

/** Make a look-up in which what was never asked is unread. */
export function findOrUnread(find: FindBalance): (read: Exclude<Read, { kind: 'list' }>) => Balance {
  return (read) => find(read) ?? { kind: 'unread', code: 'ERR_CHAIN_READ', chain: read.chain }
}

function listFacts({
  holders,
  counts,
}: {
  holders: readonly Holder[]
  counts: readonly HolderCount[]
}): Facts {
  let last = NOTHING
  for (const { known } of counts) if (known.block > last.block) last = known
  return {
    holders: holders.map((holder, i) => formatHolder({ holder, known: counts[i]?.known ?? NOTHING })),
    block: last === NOTHING ? null : last.block,
    source: last.source ?? null,
    readAt: last.readAt ?? null,
  }
}

function formatHolder({ holder, known }: { holder: Holder; known: ReadBalance }): HolderReport {
  return {
    address: holder.address,
    via: holder.kind === 'vault' ? (holder.speakers[0]?.address ?? null) : null,
    amount: known.amount,
    tokenIds: known.tokenIds ?? [],
  }
}
