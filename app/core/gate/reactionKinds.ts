/** Everything about one kind of reaction that several rooms share. */
export type ReactionEntry = {
  /** Its letter in a proof; an amount follows the letter. */
  readonly letter: string
  /** Its name in a gate's card, and of its texts in `extensions/gate-block/locales`. */
  readonly card: string
  /** What a merchant enters for it: a share in percent or an amount of money. Null for a flag, given or not. */
  readonly amount: 'share' | 'money' | null
  /** What it discounts; null if it gives access and no discount. */
  readonly off: 'items' | 'order' | 'shipping' | null
}

/**
 * Every kind of reaction, in the order in which proofs and people name them. A gate gives at most one kind with an
 * amount, its price, and any of the flags. ARCHITECTURE.md has the recipe "To add a reaction".
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
/** Kinds that are a share of a price. */
export type ShareKind = Where<{ readonly amount: 'share' }>
/** Kinds that are an amount of money. */
export type MoneyKind = Where<{ readonly amount: 'money' }>
export type PriceKind = ShareKind | MoneyKind
/** Kinds without an amount, which are given or not. */
export type FlagKind = Where<{ readonly amount: null }>
/** Flags that take something off. */
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
export function createFlags(isGiven: (kind: FlagKind) => boolean): ReactionFlags {
  return Object.fromEntries(FLAG_KINDS.map((kind) => [kind, isGiven(kind)])) as ReactionFlags
}

/** The flags of a reaction that gives none of them. */
export const NO_FLAGS = createFlags(() => false)

/** A reaction of a gate, of its form or of a proof. Each names the kind of the price in its own way. */
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

/** Whether a reaction takes something off one of `from`, or off anything if `from` is empty. */
export function isDiscounting(reaction: Given, ...from: NonNullable<ReactionEntry['off']>[]): boolean {
  return listGiven(reaction).some((kind) => {
    const { off } = reactionKinds[kind]
    return off !== null && (from.length === 0 || from.includes(off))
  })
}
