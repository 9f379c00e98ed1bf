/** What a Shopify shop has and a store of BigCommerce lacks: what it is called, and why it is missing. */
export type StoreAbsence = { readonly name: string; readonly reason: string }

/** Everything that the admin of a store leaves out. Its pages say nothing else about it. */
export const STORE_ABSENCES = [
  {
    name: 'Refusals at checkout',
    reason: 'BigCommerce lets no app into its checkout. Orders are checked when they come in.',
  },
  {
    name: 'Unlocks for one cart only',
    reason: 'A cart of BigCommerce keeps nothing of an app, so an unlock cannot be bound to one.',
  },
  {
    name: 'Separate rules for subscriptions',
    reason:
      'BigCommerce has no subscriptions of its own. A coupon takes its discount off every product of the gate.',
  },
  {
    name: 'Customer tags',
    reason:
      'A customer of BigCommerce has one group in place of tags. It decides their prices and what they see, so Palisade moves nobody out of the group that you chose.',
  },
  {
    name: 'Wallets and receipts on orders',
    reason: 'Orders of BigCommerce have no fields for them. An order’s page here shows both.',
  },
  {
    name: 'The counter',
    reason: 'Tills charge orders of a point of sale of the platform. BigCommerce has none of its own.',
  },
  {
    name: 'Workflows',
    reason: 'BigCommerce runs none that an app could start. Webhooks send the same messages.',
  },
  {
    name: 'The self-test and changes of keys',
    reason: 'Both are about what Palisade puts into a checkout. A coupon needs no key.',
  },
  {
    name: 'Customer data requests',
    reason: 'BigCommerce sends none. The page of a customer shows what is stored, to download or to erase.',
  },
] as const satisfies readonly StoreAbsence[]
