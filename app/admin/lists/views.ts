import type { BadLine, ListImport } from '../../core/list/types.ts'
import type { ChangeAnswer } from '../views.ts'

export type ListGateView = { readonly number: number; readonly name: string }

/** A list for the table of lists. */
export type ListRowView = {
  readonly id: string
  readonly name: string
  readonly size: number
  readonly gates: readonly ListGateView[]
  readonly changedAt: string
}

/** A list for its page. */
export type ListView = ListRowView & {
  /** Size of the list after an undo; null if there is no import to undo. */
  readonly previousSize: number | null
  /** `updatedAt`, which an undo sends back so that it cannot undo somebody else's change unnoticed. */
  readonly openedAt: number
}

export type ListAnswer<T> = ChangeAnswer<T, never>

/** Answer to a batch of lines. */
export type LinesView = { readonly import: ListImport; readonly bad: readonly BadLine[] }
/** Result of a finished import. `known` counts imported addresses that were on the list already. */
export type FinishedView = { readonly size: number; readonly known: number }
/** A line that could not be parsed, with its text. Only the browser has the text. */
export type BadLineView = BadLine & { readonly text: string }
