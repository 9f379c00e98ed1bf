import type { StoredKind } from './kinds.ts'

/** A customer's request for their stored data. Instants are unix seconds. */
export type DataRequest = {
  readonly id: number
  /** Shopify's id; null if the request names only orders. */
  readonly customerId: string | null
  /** Shopify's ids of the orders that the request names. */
  readonly orderIds: readonly string[]
  readonly receivedAt: number
  /** Legal deadline for the answer. */
  readonly dueAt: number
  /** Null while it is open. */
  readonly answeredAt: number | null
}

/**
 * The rows stored about one customer, keyed by column name. They omit secrets (hashes of visit tokens).
 * 64-bit ids are decimal strings, instants unix seconds.
 */
export type CustomerRecord = Readonly<Record<StoredKind, readonly KeptRow[]>>
export type KeptRow = Readonly<Record<string, unknown>>

/** Seconds in which a request must be answered: thirty days, says Shopify's page on privacy law. */
export const ANSWER_SECONDS = 30 * 86_400
