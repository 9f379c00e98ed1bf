import type { ReactionKind } from '../core/gate/reactionKinds.ts'

/** Texts of each reaction kind for merchants. `words` formats the kind inside a sentence; `amount` is `20%` or `€5`. */
export const REACTION_TEXTS: {
  readonly [Kind in ReactionKind]: {
    readonly label: string
    readonly help: string
    readonly words: (amount: string) => string
  }
} = {
  exclusive: {
    label: 'Exclusive access',
    help: 'These products are for holders only.',
    words: () => 'exclusive access',
  },
  percentage: {
    label: 'Percentage off each item',
    help: 'Taken off each item of these products at checkout.',
    words: (amount) => `${amount} off`,
  },
  fixedAmount: {
    label: 'Amount off each item',
    help: 'Taken off each item of these products at checkout.',
    words: (amount) => `${amount} off`,
  },
  orderPercentage: {
    label: 'Percentage off the order',
    help: 'Taken off the whole order except gift cards, if it has one of these products.',
    words: (amount) => `${amount} off the order`,
  },
  orderAmount: {
    label: 'Amount off the order',
    help: 'Taken off the whole order except gift cards, if it has one of these products.',
    words: (amount) => `${amount} off the order`,
  },
  freeShipping: {
    label: 'Free shipping',
    help: 'For the whole order, if it has one of these products.',
    words: () => 'free shipping',
  },
}
