import type { GateForm } from '../form.ts'
import { parsePriceValue } from '../reaction.ts'
import { reactionKinds } from '../reactionKinds.ts'
import type { Price } from '../types.ts'
import type { GateFacts, OverlappingGate, PriceWinner, Remark } from './types.ts'

/** Gates that are named one by one; more are only counted. */
const MOST_NAMED = 3

/**
 * List the gates that share products with a form, and which of the two decides. A paused form decides nothing.
 * @see docs/spec/checkout.md#7-discount-lines
 */
export function listOverlapRemarks({ form, facts }: { form: GateForm; facts: GateFacts }): Remark[] {
  if (form.state === 'paused') return []
  const { overlaps } = facts
  const named = overlaps.slice(0, MOST_NAMED).map(
    (other): Remark => ({
      kind: 'overlap',
      path: 'products',
      gate: { number: other.number, name: other.name, product: other.product },
      price: choosePriceWinner({ form, other }),
      exclusive: chooseExclusive({ form, other }),
    }),
  )
  const rest = overlaps.length - named.length
  return rest > 0 ? [...named, { kind: 'more-overlaps', path: 'products', count: rest }] : named
}

type Pair = { readonly form: GateForm; readonly other: OverlappingGate }

function chooseExclusive({ form, other }: Pair): 'both' | 'this' | 'other' | 'none' {
  const [mine, theirs] = [form.reaction.exclusive, other.reaction.exclusive]
  if (mine && theirs) return 'both'
  return mine ? 'this' : theirs ? 'other' : 'none'
}

function choosePriceWinner({ form, other }: Pair): PriceWinner | null {
  const { price: kind, value } = form.reaction
  const theirs = other.reaction.price
  const mine = kind === 'none' ? null : parsePriceValue({ kind, value })
  if (!mine || !theirs) return null
  const [a, b] = [reactionKinds[mine.kind], reactionKinds[theirs.kind]]
  // A discount of items and one of the order do not replace each other.
  if (a.off !== b.off) return null
  if (a.amount !== b.amount) return 'larger'
  const difference = amountOf(mine) - amountOf(theirs)
  return difference === 0n ? 'equal' : difference > 0n ? 'this' : 'other'
}

function amountOf(price: Price): bigint {
  return 'hundredths' in price ? BigInt(price.hundredths) : price.thousandths
}
