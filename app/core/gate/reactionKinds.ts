/** One kind of reaction, wherever it must be known. */
export type ReactionEntry = {
  /** How a proof names it; an amount stands behind the letter. */
  readonly letter: string
  /** Its name in a gate's card, and that of its texts in `extensions/gate-block/locales`. */
  readonly card: string
  /** What a merchant writes for it: a share in percent or an amount of money. Null: it is given or not. */
  readonly amount: 'share' | 'money' | null
  /** What it takes something off; null where it lets people buy and takes nothing off. */
  readonly off: 'items' | 'order' | 'shipping' | null
}

/**
 * Every kind of reaction, in the order in which proofs and people name them. A gate gives at most one of those with an
 * amount, its price, and any of the others. ARCHITECTURE says how to go on ("To add a reaction").
 */
export const reactionKinds = {
  exclusive: { letter: 'x', card: 'exclusive', amount: null, off: null },
  percentage: { letter: 'p', card: 'percentage', amount: 'share', off: 'items' },
  fixedAmount: { letter: 'f', card: 'fixed_amount', amount: 'money', off: 'items' },
  orderPercentage: { letter: 'q', card: 'order_percentage', amount: 'share', off: 'order' },
  orderAmount: { letter: 'r', card: 'order_amount', amount: 'money', off: 'order' },
  freeShipping: { letter: 's', card: 'free_shipping', amount: null, off: 'shipping' },
} as const satisfies Record<string, ReactionEntry>

type Kinds = typeof reactionKinds
export type ReactionKind = keyof Kinds
type Where<Entry> = { [Kind in ReactionKind]: Kinds[Kind] extends Entry ? Kind : never }[ReactionKind]
/** Those that are a share of a price. */
export type ShareKind = Where<{ readonly amount: 'share' }>
/** Those that are an amount of money. */
export type MoneyKind = Where<{ readonly amount: 'money' }>
export type PriceKind = ShareKind | MoneyKind
/** Those that are given or not. */
export type FlagKind = Where<{ readonly amount: null }>
/** Those flags that take something off. */
export type DiscountFlag = Exclude<FlagKind, Where<{ readonly off: null }>>
export type ReactionFlags = { readonly [Kind in FlagKind]: boolean }

const KINDS = Object.keys(reactionKinds) as ReactionKind[]
export const PRICE_KINDS: readonly PriceKind[] = KINDS.filter((kind) => !isFlag(kind)) as PriceKind[]
export const FLAG_KINDS: readonly FlagKind[] = KINDS.filter(isFlag)
export const DISCOUNT_FLAGS: readonly DiscountFlag[] = FLAG_KINDS.filter(
  (kind): kind is DiscountFlag => reactionKinds[kind].off !== null,
)

function isFlag(kind: ReactionKind): kind is FlagKind {
  return reactionKinds[kind].amount === null
}

/** Whether a price of a proof, named by its letter, is a share; the others are amounts of money. */
export function isShareLetter(letter: (typeof reactionKinds)[PriceKind]['letter']): boolean {
  return PRICE_KINDS.some(
    (kind) => reactionKinds[kind].letter === letter && reactionKinds[kind].amount === 'share',
  )
}

/** Make the flags of a reaction. */
export function makeFlags(isGiven: (kind: FlagKind) => boolean): ReactionFlags {
  return Object.fromEntries(FLAG_KINDS.map((kind) => [kind, isGiven(kind)])) as ReactionFlags
}

/** The flags of a reaction that gives none of them. */
export const NO_FLAGS = makeFlags(() => false)

/** What is given, of a gate, of its form or of a proof: the price by its kind there. */
type Given = ReactionFlags & {
  readonly price: { readonly kind: string } | PriceKind | 'none' | null
}

/** List the kinds that a reaction gives, in the table's order. */
export function listGiven({ price, ...flags }: Given): ReactionKind[] {
  const name = typeof price === 'string' ? price : price?.kind
  return KINDS.filter((kind) =>
    isFlag(kind) ? flags[kind] : name === kind || name === reactionKinds[kind].letter,
  )
}

/** Whether a reaction takes something off one of these; of anything if none is named. */
export function takesOff(reaction: Given, ...from: NonNullable<ReactionEntry['off']>[]): boolean {
  return listGiven(reaction).some((kind) => {
    const { off } = reactionKinds[kind]
    return off !== null && (from.length === 0 || from.includes(off))
  })
}
