import { findChain } from '../chain/findChain.ts'
import { countHeldBlocks, countHeldHours } from '../requirement/holdingTime.ts'
import { entryOf } from '../requirement/kinds/table.ts'
import { listConditions } from '../requirement/listConditions.ts'
import type { ConditionCard, Requirement, RequirementNode } from '../requirement/types.ts'
import { formatPriceValue, isShare } from './reaction.ts'
import { FLAG_KINDS, type FlagKind, isDiscounting, type PriceKind, reactionKinds } from './reactionKinds.ts'
import { standingOf } from './standing.ts'
import type { Gate, Guard, Price, Reaction } from './types.ts'

/** A line of a requirement for people, in reading order; `depth` 0 is directly in the outermost group. */
export type NeedLine =
  | { readonly depth: number; readonly group: 'all' | 'any' | 'at_least' | 'none'; readonly count: number }
  /** Index of a condition in `conditions`. */
  | { readonly depth: number; readonly condition: number }

/** What a gate needs, as the storefront shows it. */
export type GateNeeds = {
  readonly join: 'all' | 'any' | 'at_least' | 'none'
  readonly count: number
  /** Whether all conditions are in one group, so that `join` applies to all of them. */
  readonly flat: boolean
  readonly conditions: readonly ConditionCard[]
  readonly lines: readonly NeedLine[]
  /** The chains of the conditions, each once. */
  readonly chains: readonly { slug: string; name: string; id: number; family: string }[]
  /** On the chain with the most blocks in the holding time; 0 without one. */
  readonly held_for_blocks: number
  /** The same as time, in hours; blocks at the pace of the slowest chain. 0 without one. */
  readonly held_for_hours: number
  /** Whether holdings at an earlier block count, not today's. */
  readonly as_of: boolean
}

/** Raise it when the block reads a field that older cards lack. The hourly job then publishes those gates again. */
export const CARD_SHAPE = 2

/** The handle of a gate's card among the app's metaobjects. */
export function formatGateCardHandle(number: number): string {
  return `gate-${number}`
}

/** Parse the handle of a card into the number of its gate; null for any other text. */
export function parseGateCardHandle(handle: string): number | null {
  const digits = /^gate-([1-9]\d{0,9})$/.exec(handle)?.[1]
  return digits === undefined ? null : Number(digits)
}

/** `exclusive`, `free_shipping` and so on: whether the gate gives it. */
type CardFlags = { readonly [Card in (typeof reactionKinds)[FlagKind]['card']]: boolean }

/** What a gate gives and on which terms, as the storefront shows it: `gives` of its card. */
export type GateGives = CardFlags & {
  /** Kind of the price, `none` without one. Amounts are in human units. */
  readonly kind: (typeof reactionKinds)[PriceKind]['card'] | 'none'
  readonly percent?: string
  readonly amount?: string
  readonly currency?: string
  /** Units in one cart, 0 for no cap. */
  readonly cap: number
  /** How often it may be used; null for no limit. */
  readonly per_wallet: number | null
  readonly per_token: number | null
  /** How often it may be used in all, and whether orders have used it that often. */
  readonly total: number | null
  readonly sold_out: boolean
  readonly guard: Guard
  /** Unix seconds. */
  readonly starts_at: number | null
  readonly ends_at: number | null
  readonly after_end: 'public' | 'closed'
  /** Whether it opens for the merchant's test wallets alone. */
  readonly test: boolean
  /** The gate's number as products and variants carry it, in base 36. */
  readonly mark: string
}

/**
 * The fields of a gate's `$app:gate` metaobject. All of it is public: no key, no list, no wallet.
 *
 * `kind` says whether the gate gives a discount, exclusive access, or both. `state` is its standing.
 */
export function formatGateCard({
  gate,
  currencyCode,
  isUsedUp,
  now,
}: {
  gate: Gate
  currencyCode: string
  /** Whether its total is used up. */
  isUsedUp: boolean
  now: number
}): Record<string, string> {
  const { exclusive } = gate.reaction
  return {
    number: String(gate.number),
    name: gate.name,
    state: standingOf({ gate, now }),
    kind: exclusive ? (isDiscounting(gate.reaction) ? 'both' : 'exclusive') : 'discount',
    needs: JSON.stringify(formatNeeds(gate.requirement)),
    gives: JSON.stringify(formatGives({ gate, currencyCode, isUsedUp })),
  }
}

/** Format a requirement for the storefront, line by line. */
export function formatNeeds(requirement: Requirement): GateNeeds {
  const { root, snapshots } = requirement
  const outer = groupOf(root) ?? { join: 'all', count: 1, of: [root] }
  const conditions = listConditions(root)
  return {
    join: outer.join,
    count: outer.count,
    flat: outer.of.every((node) => groupOf(node) === null),
    conditions: conditions.map((condition) => entryOf(condition).describe(condition)),
    lines: formatLines({ nodes: outer.of, depth: 0, next: { place: 0 } }),
    chains: listChains(conditions.map(({ chain }) => chain)),
    held_for_blocks: countMostHeldBlocks(requirement),
    held_for_hours: countHeldHours(
      requirement,
      conditions.flatMap(({ chain }) => chain ?? []),
    ),
    as_of: snapshots.length > 0,
  }
}

/** A requirement of lists alone names no chain: then the hours. */
function countMostHeldBlocks(requirement: Requirement): number {
  const chains = listConditions(requirement.root).flatMap(({ chain }) => chain ?? [])
  const counts = chains.map((chain) => countHeldBlocks(requirement, chain))
  return Math.max(requirement.heldForBlocks, requirement.heldForHours, ...counts)
}

/** `next` counts conditions in the order of `listConditions`. */
function formatLines({
  nodes,
  depth,
  next,
}: {
  nodes: readonly RequirementNode[]
  depth: number
  next: { place: number }
}): NeedLine[] {
  return nodes.flatMap((node): NeedLine[] => {
    const group = groupOf(node)
    if (!group) {
      next.place += 1
      return [{ depth, condition: next.place - 1 }]
    }
    const { join, count, of } = group
    return [{ depth, group: join, count }, ...formatLines({ nodes: of, depth: depth + 1, next })]
  })
}

type Group = {
  readonly join: GateNeeds['join']
  readonly count: number
  readonly of: readonly RequirementNode[]
}

/** A group as people read it: "not any of" is "none of". */
function groupOf(node: RequirementNode): Group | null {
  switch (node.kind) {
    case 'all':
    case 'any':
      return { join: node.kind, count: node.of.length, of: node.of }
    case 'atLeast':
      return { join: 'at_least', count: node.count, of: node.of }
    case 'not':
      return { join: 'none', count: 0, of: node.of.kind === 'any' ? node.of.of : [node.of] }
    default:
      return null
  }
}

function listChains(slugs: readonly (string | null)[]): GateNeeds['chains'] {
  return [...new Set(slugs)].flatMap((slug) => {
    const chain = slug === null ? null : findChain(slug)
    return chain ? [{ slug: chain.slug, name: chain.name, id: chain.id, family: chain.family }] : []
  })
}

/** Format what a gate gives and on which terms. */
export function formatGives({
  gate,
  currencyCode,
  isUsedUp,
}: {
  gate: Gate
  currencyCode: string
  isUsedUp: boolean
}): GateGives {
  const { reaction, cap, limits, guard, schedule } = gate
  return {
    ...formatPrice({ price: reaction.price, currencyCode }),
    ...formatFlags(reaction),
    cap,
    per_wallet: limits.perWallet,
    per_token: limits.perToken,
    total: limits.total,
    sold_out: isUsedUp,
    guard,
    starts_at: schedule.startsAt,
    ends_at: schedule.endsAt,
    after_end: schedule.afterEnd,
    test: gate.test.isOn,
    mark: gate.number.toString(36),
  }
}

function formatFlags(reaction: Reaction): CardFlags {
  return Object.fromEntries(FLAG_KINDS.map((kind) => [reactionKinds[kind].card, reaction[kind]])) as CardFlags
}

function formatPrice({
  price,
  currencyCode,
}: {
  price: Price | null
  currencyCode: string
}): Pick<GateGives, 'kind' | 'percent' | 'amount' | 'currency'> {
  if (price === null) return { kind: 'none' }
  const kind = reactionKinds[price.kind].card
  const value = formatPriceValue(price)
  return isShare(price.kind) ? { kind, percent: value } : { kind, amount: value, currency: currencyCode }
}
