/** A shop's list of addresses, without the addresses: only fingerprints of them are kept. Instants in unix seconds. */
export type List = {
  /** A UUID. */
  readonly id: string
  readonly name: string
  /** How many addresses are on it. */
  readonly size: number
  /** How many were on it before the last import; null where that cannot be undone. */
  readonly previousSize: number | null
  readonly createdAt: number
  /** Rises with every change, also within one second. */
  readonly updatedAt: number
}

/** Whether an import takes the place of the list or joins it. */
export type ListImportMode = 'replace' | 'add'

/** An import that is not finished: nobody sees what it brought. */
export type ListImport = {
  /** A UUID. */
  readonly id: string
  readonly mode: ListImportMode
  /** Whether the first line that says something names columns: what follows the first column is then passed over. */
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

/** What a finished import came to. */
export type FinishedListImport = {
  readonly list: List
  readonly import: ListImport
  /** How many of its addresses the list had already, when it was added to. */
  readonly known: number
}

/** Why a line could not be read. */
export type BadLineReason =
  | 'not-an-address'
  | 'checksum'
  | 'case-lost'
  | 'cut-short'
  | 'name-service'
  | 'several-addresses'
  | 'quotes'

/** A line that could not be read, by its number in the file or text, counted from 1. */
export type BadLine = { readonly line: number; readonly reason: BadLineReason }
