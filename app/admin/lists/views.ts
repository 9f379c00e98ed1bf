import type { BadLine, ListImport } from '../../core/list/types.ts'
import type { ChangeAnswer } from '../views.ts'

export type ListGateView = { readonly number: number; readonly name: string }

/** One list among all. */
export type ListRowView = {
  readonly id: string
  readonly name: string
  readonly size: number
  readonly gates: readonly ListGateView[]
  readonly changedAt: string
}

/** A list as its page opens it. */
export type ListView = ListRowView & {
  /** How many addresses "undo" brings back; null where there is nothing to undo. */
  readonly previousSize: number | null
  /** `updatedAt`, handed back on undo so that nobody's change is undone unseen. */
  readonly openedAt: number
}

export type ListAnswer<T> = ChangeAnswer<T, never>

/** What came of lines that were sent. */
export type LinesView = { readonly import: ListImport; readonly bad: readonly BadLine[] }
/** What a finished import came to. */
export type FinishedView = { readonly size: number; readonly known: number }
/** A line that could not be read, with what it says: known to the browser alone. */
export type BadLineView = BadLine & { readonly text: string }
