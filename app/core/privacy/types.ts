/** A customer's request to see what is kept of them. Instants are unix seconds. */
export type DataRequest = {
  readonly id: number
  /** Shopify's id; null where only orders are named. */
  readonly customerId: string | null
  /** Shopify's ids of the orders that it names. */
  readonly orderIds: readonly string[]
  readonly receivedAt: number
  /** The day by which the law wants an answer. */
  readonly dueAt: number
  /** Null while it is open. */
  readonly answeredAt: number | null
}

/**
 * What is kept of one customer, row by row with the names of the columns. Secrets (hashes of visit tokens) are left out.
 * Ids of 64 bits are decimal texts, instants unix seconds.
 */
export type CustomerRecord = {
  readonly visits: readonly KeptRow[]
  readonly grants: readonly KeptRow[]
  readonly uses: readonly KeptRow[]
  readonly orders: readonly KeptRow[]
  readonly codes: readonly KeptRow[]
  readonly changes: readonly KeptRow[]
}
export type KeptRow = Readonly<Record<string, unknown>>

/** Shopify's law page: a request is answered within thirty days. */
export const ANSWER_SECONDS = 30 * 86_400
