/** A shop's list of addresses, of which the database has only the fingerprints. Instants in unix seconds. */
export type List = {
  /** A UUID. */
  readonly id: string
  readonly name: string
  /** Number of addresses. */
  readonly size: number
  /** Number of addresses before the last import; null if that import cannot be undone. */
  readonly previousSize: number | null
  readonly createdAt: number
  /** Rises with every change, also within one second. */
  readonly updatedAt: number
}

/** Whether an import replaces the addresses of the list or adds to them. */
export type ListImportMode = 'replace' | 'add'

/** An import that is not finished. Its addresses do not count yet. */
export type ListImport = {
  /** A UUID. */
  readonly id: string
  readonly mode: ListImportMode
  /** Whether the first line that is not blank is a heading. Columns after the first are then ignored. */
  readonly isTable: boolean
  /** How many lines came, blank ones included. */
  readonly lines: number
  /** Different addresses among them. */
  readonly entries: number
  /** Addresses that had come before in this import. */
  readonly duplicates: number
  /** Lines that could not be read. */
  readonly bad: number
}

/** Result of a finished import. */
export type FinishedListImport = {
  readonly list: List
  readonly import: ListImport
  /** How many of its addresses the list had already, in mode `add`. */
  readonly known: number
}

/** Why a line could not be read. */
export type BadLineReason =
  | 'not-an-address'
  | 'checksum'
  | 'case-lost'
  | 'cut-short'
  /** A name of a service that this server does not ask. */
  | 'name-service'
  /** A name without an address. */
  | 'name-unknown'
  /** A name that could not be resolved just now. */
  | 'name-unread'
  | 'several-addresses'
  | 'quotes'

/** A line that could not be read, by its number in the file or text, counted from 1. */
export type BadLine = { readonly line: number; readonly reason: BadLineReason }
