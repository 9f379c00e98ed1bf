import { STORED_KINDS, type StoredKind } from '../../core/privacy/kinds.ts'

type Words = {
  readonly title: string
  /** For the file of a customer, and for staff. */
  readonly about: string
  /** How long it is kept, if no number of days says it. */
  readonly kept?: string
}

/** What merchants and customers read about each kind of stored data. */
export const STORED_WORDS = {
  visits: {
    title: 'Visits',
    about: 'Visits to the store with the wallets that were connected.',
    kept: '2 days after the visit ends',
  },
  passes: {
    title: 'One-time passes',
    about: 'One-time passes that your staff made for these visits, with their notes.',
    kept: 'Until the customer or the shop is erased',
  },
  unlocks: {
    title: 'Answers about gates',
    about: 'What these visits were answered about gates, with the wallets.',
  },
  grants: {
    title: 'Unlocks',
    about: 'What these visits unlocked, by cart or by product, and the order that used it.',
    kept: 'Two months if no order used it; else as long as the order',
  },
  uses: {
    title: 'Uses of limits',
    about: 'Uses of gates with a limit: the wallets and tokens that they count for.',
    kept: 'Two months if no order used it; else as long as the limit',
  },
  orders: {
    title: 'Orders',
    about: 'What Palisade found about the orders, and what it did.',
    kept: 'Until the customer or the shop is erased, or as long as the person who runs the server chose',
  },
  receipts: {
    title: 'Receipts',
    about: 'Signed statements that these orders met the conditions of gates. They name no wallet.',
    kept: 'As long as the order',
  },
  codes: {
    title: 'Discount codes',
    about: 'Discount codes that were made for this customer.',
    kept: '61 days after the code ends',
  },
  changes: {
    title: 'Changes to orders',
    about: 'What staff or Palisade changed about these orders.',
    kept: 'Until the customer or the shop is erased',
  },
  tags: {
    title: 'Tags',
    about: 'Gates whose tag the customer has or is to get, and when their tokens were last checked.',
    kept: 'Until the tokens are gone, tagging is turned off, or the customer is erased',
  },
  wallets: {
    title: 'Wallets',
    about: 'Wallets that opened a gate while the customer was signed in, and vaults that they speak for.',
    kept: 'As long as the customer has a tag',
  },
  messages: {
    title: 'Messages',
    about: 'Messages to your other systems that told of these visits and orders.',
  },
  requests: {
    title: 'Data requests',
    about: 'Requests for this data.',
    kept: 'Until the customer or the shop is erased',
  },
} as const satisfies Record<StoredKind, Words>

/** Format how long a kind of data is kept. */
export function formatKept(kind: StoredKind): string {
  const words: Words = STORED_WORDS[kind]
  return words.kept ?? `${STORED_KINDS[kind].keptDays} days`
}

const ERASURES = {
  deleted: 'Deleted',
  unlinked: 'Kept without the customer, wallets and carts',
  counted: 'Kept with the wallet or token that it counts, without the customer',
} as const

/** Format what an erasure does to a kind of data. */
export function formatErasure(kind: StoredKind): string {
  return ERASURES[STORED_KINDS[kind].erasure]
}
