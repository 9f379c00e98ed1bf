/**
 * What becomes of rows when their customer is forgotten: they are deleted; they stay and name nobody; or they stay with
 * the wallet or token that they count, to which nothing leads from the customer.
 */
export type Erasure = 'deleted' | 'unlinked' | 'counted'

/**
 * Every kind of data that is stored about a customer. What a data request answers, what an erasure touches, what the
 * pages say and for how long follow from this table. `keptDays` is null if no time alone ends a row.
 */
export const STORED_KINDS = {
  visits: { table: 'visit', keptDays: 2, erasure: 'deleted' },
  passes: { table: 'staff_pass', keptDays: null, erasure: 'deleted' },
  unlocks: { table: 'unlock_event', keptDays: 90, erasure: 'deleted' },
  grants: { table: 'grant', keptDays: null, erasure: 'unlinked' },
  uses: { table: 'reservation', keptDays: null, erasure: 'counted' },
  orders: { table: 'settlement', keptDays: null, erasure: 'unlinked' },
  // A gate for one token leads to its owner at that block.
  receipts: { table: 'receipt', keptDays: null, erasure: 'deleted' },
  codes: { table: 'access_code', keptDays: 61, erasure: 'unlinked' },
  changes: { table: 'audit_entry', keptDays: null, erasure: 'unlinked' },
  tags: { table: 'customer_gate', keptDays: null, erasure: 'deleted' },
  wallets: { table: 'customer_wallet', keptDays: null, erasure: 'deleted' },
  messages: { table: 'message', keptDays: 30, erasure: 'deleted' },
  requests: { table: 'data_request', keptDays: null, erasure: 'deleted' },
} as const satisfies Readonly<
  Record<string, { readonly table: string; readonly keptDays: number | null; readonly erasure: Erasure }>
>

export type StoredKind = keyof typeof STORED_KINDS

/** Every kind, in the order in which files and pages name them. */
export const STORED_KIND_NAMES = Object.keys(STORED_KINDS) as readonly StoredKind[]
