import type { Findings, HolderReport } from '../findings.ts'
import type { Holder } from '../holders.ts'
import type { Balance, FindBalance, Read, ReadBalance, UnreadBalance } from '../reads.ts'

/** A holder's amount for a condition, as far as it was read, and the first read that failed, or null. */
export type HolderCount = { readonly known: ReadBalance; readonly unread: UnreadBalance | null }

/**
 * Judge amounts: the minimum by the sum over all holders, the maximum by each holder alone.
 *
 * A failed read counts as the known part of its amount (`atLeast`), or 0. If the rest could change the verdict, that is
 * `unchecked`.
 */
export function evaluateAmounts({
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
    return describeFindings({ facts, verdict: 'unmet', because: 'no-wallet', found: null, code, chain })
  }
  if (isTooMuch) {
    return describeFindings({ facts, verdict: 'unmet', because: 'too-much', found, code, chain })
  }
  if (found >= minimum && (maximum === null || !unread)) {
    return describeFindings({ facts, verdict: 'met', because: null, found, code, chain })
  }
  if (!unread) return describeFindings({ facts, verdict: 'unmet', because: 'too-little', found, code, chain })
  return describeFindings({
    facts,
    verdict: 'unchecked',
    because: null,
    found: null,
    code: unread.code,
    chain: unread.chain,
  })
}

type Facts = Pick<Findings, 'holders' | 'block' | 'otherBlocks' | 'source' | 'readAt'>

/**
 * Here and below are loops, and objects written out in full. A hundred conditions make thousands of objects, and
 * spreading costs ten times as much.
 */
function describeFindings({
  facts,
  verdict,
  because,
  found,
  code,
  chain,
}: Pick<Findings, 'verdict' | 'because' | 'found' | 'code' | 'chain'> & { readonly facts: Facts }): Findings {
  const { holders, block, otherBlocks, source, readAt } = facts
  return { verdict, because, found, holders, block, otherBlocks, source, readAt, code, chain }
}

const NOTHING: ReadBalance = { kind: 'read', amount: 0n, block: 0n }
const UNCOUNTED: HolderCount = { known: NOTHING, unread: null }

/** Sum the balances of one holder. */
export function addBalances(balances: readonly Balance[]): HolderCount {
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
  const otherBlocks = listOtherBlocks(block, [known, balance])
  return { kind: 'read', amount, block, otherBlocks, source, readAt, tokenIds: mergeIds(known, balance) }
}

/** The blocks of readings beside one. Nearly always there are none: a chain is read at one block. */
function listOtherBlocks(block: bigint, balances: readonly ReadBalance[]): readonly bigint[] | undefined {
  let others: bigint[] | undefined
  for (const balance of balances) {
    // NOTHING stands for what was not read.
    if (balance === NOTHING || (balance.block === block && !balance.otherBlocks)) continue
    for (const one of [balance.block, ...(balance.otherBlocks ?? [])]) {
      if (one === block || others?.includes(one)) continue
      others = [...(others ?? []), one]
    }
  }
  return others
}

function mergeIds({ tokenIds: one }: ReadBalance, { tokenIds: other }: ReadBalance) {
  if (!one || !other) return one ?? other
  return [...one, ...other]
}

/** Vault balance capped by the largest delegation; overlapping delegations are not added. */
export function chooseLowerBalance(held: Balance, lent: readonly Balance[]): Balance {
  // If one of holding and delegation is 0, the result is 0, even if the other is unread. Delegations are read as of
  // now.
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
  if (held.kind === 'unread') return toCapped(held, most)
  if (most >= held.amount) return held
  return unread ?? { ...held, amount: most }
}

/** Cap the partial count of an unread balance by the largest delegation. */
function toCapped(held: UnreadBalance, most: bigint): UnreadBalance {
  const { atLeast } = held
  if (!atLeast || atLeast.amount <= most) return held
  return { ...held, atLeast: most === 0n ? undefined : { ...atLeast, amount: most } }
}

/** Wrap a look-up, so that a read that was never made is unread. */
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
  let isMixed = false
  for (const { known } of counts) {
    if (known === NOTHING) continue
    isMixed ||= known.otherBlocks !== undefined || (last !== NOTHING && known.block !== last.block)
    if (last === NOTHING || known.block > last.block) last = known
  }
  const all = isMixed ? counts.map(({ known }) => known) : []
  return {
    holders: holders.map((holder, i) => formatHolder({ holder, ...(counts[i] ?? UNCOUNTED) })),
    block: last === NOTHING ? null : last.block,
    otherBlocks: listOtherBlocks(last.block, all),
    source: last.source ?? null,
    readAt: last.readAt ?? null,
  }
}

function formatHolder({ holder, known, unread }: HolderCount & { readonly holder: Holder }): HolderReport {
  return {
    address: holder.address,
    via: holder.kind === 'vault' ? (holder.speakers[0]?.address ?? null) : null,
    amount: known.amount,
    tokenIds: known.tokenIds ?? [],
    isPart: unread === null ? undefined : true,
  }
}
